"""The names under which the site may be reached, from the environment."""


class AnyHost(ValueError):
    """KNOTWORK_HOSTS would let any name through, and with it links to other people's sites."""


def hosts(given: str) -> list[str]:
    """The names in a list with commas, each in full.

    Raises:
        AnyHost: one of them stands for every name there is.
    """
    names = [name.strip() for name in given.split(",") if name.strip()]
    if "*" in names or not names:
        raise AnyHost("KNOTWORK_HOSTS must name each host of this site, with commas, such as knotwork.example.org.")
    return names
