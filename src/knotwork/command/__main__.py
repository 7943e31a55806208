"""`python -m knotwork.command` is `knotwork`."""

import sys

from knotwork.command import main

sys.exit(main())
