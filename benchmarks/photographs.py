"""What a photograph costs: making it anew, keeping and reading it in the database against a file, and on its page.

python -m benchmarks.photographs [PHOTOGRAPHS]; with DATABASE_URL, on PostgreSQL
"""

import os
import sys
import tempfile
from io import BytesIO
from itertools import count
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.laid_out import queries_of, quickest, start_site, visit

FROM_A_PHONE = (4032, 3024)


def taken() -> bytes:
    """A photograph of 12 million points, with light, shade and grain."""
    wide, high = FROM_A_PHONE
    rng = np.random.default_rng(5)
    shade = np.add.outer(np.sin(np.linspace(0, 9, high)), np.cos(np.linspace(0, 12, wide)))
    drawn = np.repeat((128 + 40 * shade)[:, :, None], 3, axis=2) + rng.normal(0, 6, (high, wide, 1))
    made = BytesIO()
    Image.fromarray(drawn.clip(0, 255).astype(np.uint8)).save(made, "JPEG", quality=90)
    return made.getvalue()


def plainly(data: bytes) -> None:
    """Read and write it as it is, with nothing taken out and no line of ours."""
    Image.open(BytesIO(data)).save(BytesIO(), "JPEG", quality=85)


def kept_in_a_file(folder: Path, name: str, data: bytes) -> None:
    """Write it as a file that outlives a loss of power, as the database does."""
    with (folder / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def main(photographs: int) -> None:
    world = start_site()
    from knotwork.learning.files import actions
    from knotwork.learning.files.codes import prepared
    from knotwork.learning.files.models import Content, File
    from tests.factories import NOW

    data = taken()
    photograph = prepared(data)
    made, plain = quickest(lambda: prepared(data)), quickest(lambda: plainly(data))
    print(f"a photograph of {len(data) / 1e6:.1f} MB becomes {len(photograph.data) / 1e6:.2f} MB")
    print(f"made anew: {made:.0f} ms; read and written as it is: {plain:.0f} ms: {made / plain:.2f}")
    folder, numbers = Path(tempfile.mkdtemp(prefix="knotwork-benchmark-")), count()
    bare = world.tell("Without photographs.")
    strands = [world.tell(f"Story {number}.") for number in range(-(-photographs // 10))]
    for number in range(photographs):
        actions.add(strand=strands[number // 10], file=photograph, words="A bell.", by=world.improver_here, at=NOW)
        kept_in_a_file(folder, f"{number}.jpg", photograph.data)
    strand = world.tell("One more story.")
    file = File.objects.create(strand=strand, at=NOW, sort="pdf", words="None yet.", size=1)

    def keep() -> None:
        Content.objects.filter(pk=file.pk).delete()
        Content.objects.create(file=file, data=photograph.data)

    keys = list(Content.objects.values_list("pk", flat=True))[:100]
    kept, filed = quickest(keep), quickest(lambda: kept_in_a_file(folder, f"more{next(numbers)}", photograph.data))
    print(f"kept beside {photographs}: {kept:.1f} ms in the database, {filed:.1f} ms as a file: {kept / filed:.1f}")
    read = quickest(lambda: [bytes(Content.objects.get(pk=key).data) for key in keys]) / len(keys)
    opened = quickest(lambda: [(folder / f"{number}.jpg").read_bytes() for number in range(len(keys))]) / len(keys)
    print(f"read: {read:.2f} ms from the database, {opened:.2f} ms from a file: {read / opened:.1f}")
    one = File.objects.filter(sort="photograph").first()
    handed = visit(world.improver_here, f"/files/{one.code}/")
    page, without = (
        visit(world.improver_here, strands[0].get_absolute_url()),
        visit(world.improver_here, bare.get_absolute_url()),
    )
    print(f"handed out: {quickest(handed):.1f} ms, {queries_of(handed)} queries")
    print(f"page with ten: {quickest(page):.0f} ms, {queries_of(page)} queries; with none: "
          f"{quickest(without):.0f} ms, {queries_of(without)} queries")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000)
