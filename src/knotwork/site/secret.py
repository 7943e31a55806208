"""The key that signs sessions: given in the environment, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The site's secret key. The first start writes it to `data/secret-key`, readable by its owner alone."""
    if given := os.environ.get("KNOTWORK_SECRET_KEY"):
        return given
    file = data / "secret-key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as new:
        new.write(secrets.token_urlsafe(50))
    return file.read_text()
