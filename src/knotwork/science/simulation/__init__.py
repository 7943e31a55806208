"""A network whose truth is known: to demonstrate with, and to test what claims to find changes in charts.

Everything in it is invented: boards, hospitals, wards, homes, people, numbers and stories.
"""

from knotwork.science.simulation.measures import MEASURES, SYSTEMS, Measure, System
from knotwork.science.simulation.network import Network, Observation, simulate
from knotwork.science.simulation.people import Held, Person
from knotwork.science.simulation.places import NoSuchNetwork, Place
from knotwork.science.simulation.story import (
    Annotation,
    Decision,
    Insight,
    Link,
    Response,
    Review,
    Signal,
    Story,
    Strand,
    Theme,
)
from knotwork.science.simulation.truth import Change

# The seed of the demonstration: at it, the story's signals are on the charts when the story says that they were seen.
DEMONSTRATION = 972

__all__ = [
    "DEMONSTRATION",
    "MEASURES",
    "SYSTEMS",
    "Annotation",
    "Change",
    "Decision",
    "Held",
    "Insight",
    "Link",
    "Measure",
    "Network",
    "NoSuchNetwork",
    "Observation",
    "Person",
    "Place",
    "Response",
    "Review",
    "Signal",
    "Story",
    "Strand",
    "System",
    "Theme",
    "simulate",
]
