"""Form fields in the mark-up of nhsuk-frontend. Used by the component `c-field`; page templates need only that."""

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

CHOICES = {"radioselect": "radios", "checkboxselectmultiple": "checkboxes"}
SHAPES = {"checkbox": "tick", "clearablefile": "file", "file": "file", "textarea": "textarea", "hidden": "hidden"}
CLASSES = {"textarea": "nhsuk-textarea", "select": "nhsuk-select", "file": "kw-file", "tick": "nhsuk-checkboxes__input"}


@register.filter
def shape(field: BoundField) -> str:
    """What a field looks like: input, textarea, select, file, tick, radios, checkboxes, or hidden."""
    kind = field.widget_type
    if kind in CHOICES:
        return CHOICES[kind]
    return "select" if "select" in kind else SHAPES.get(kind, "input")


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own control with the class that it needs, and red-edged where its answer was not understood."""
    name = CLASSES.get(shape(field), "nhsuk-input")
    wrong = f" {name}--error" if field.errors and name.startswith("nhsuk") else ""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{name}{wrong} {own}".strip()})


@register.filter
def choices(field: BoundField) -> list[BoundWidget]:
    """Each choice of a field of radio buttons or tick boxes, ready to stand beside its label."""
    found = field.subwidgets
    for choice in found:
        choice.data["attrs"]["class"] = f"nhsuk-{shape(field)}__input"
    return found


@register.filter
def described(field: BoundField) -> str:
    """The ids of the hint and the error that belong to a group of choices, for its fieldset."""
    parts = [(field.help_text, "helptext"), (field.errors, "error")]
    return " ".join(f"{field.auto_id}_{part}" for present, part in parts if present)


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link in the error summary leads: to the field's first control."""
    if shape(field) in {"radios", "checkboxes"}:
        return str(field.subwidgets[0].id_for_label) if field.subwidgets else field.auto_id
    return field.id_for_label or field.auto_id
