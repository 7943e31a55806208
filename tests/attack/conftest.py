"""Two worlds that know nothing of each other, and forms as their pages hold them."""

import pytest
from django.test import Client

from tests.access.addresses import addresses
from tests.attack.forms import forms_by_route
from tests.factories import World


class Elsewhere(World):
    """A world like the other, with names of its own."""

    @property
    def _named(self) -> str:
        return "Pressure ulcers"

    def make_system(self, name, taking_part):
        return super().make_system(f"{self._named} {name}", taking_part)

    def make_place(self, name, *, kind="ward", parent=None):
        return super().make_place(f"{self._named} {name}", kind=kind, parent=parent)

    def make_measure(self, system, taking_part, **definition):
        return super().make_measure(system, taking_part, **{"name": self._named, **definition})


@pytest.fixture
def elsewhere(world):
    """Another network's world, on the same site."""
    assert world.system.pk
    return Elsewhere()


@pytest.fixture
def forms(world):
    """Every form that a co-ordinator or a team lead meets, by the route it is sent to."""
    every = [address.path for address in addresses(world)]
    clients = [Client(), Client(), Client()]
    clients[0].force_login(world.co_ordinator)
    clients[1].force_login(world.improver_here)
    return forms_by_route(clients, every)


@pytest.fixture
def lead(world):
    """A team lead, signed in."""
    client = Client()
    client.force_login(world.improver_here)
    return client


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
