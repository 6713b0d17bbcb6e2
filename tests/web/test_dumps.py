"""``/dumps/``: immutable files with checksums and ranges, of this release and of earlier ones."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset import Content, Release, build_release
from strategy_graph.dumps import dumps_of
from strategy_graph.release_diff import apply_patch, read_patch
from strategy_graph.release_diff.states import state_of
from tests.support.content import make_content
from tests.web.conftest import Running, Serve

IMMUTABLE = "public, max-age=31536000, immutable"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return Content(make_content(tmp_path_factory.mktemp("dumped") / "content"))


@pytest.fixture(scope="module")
def first(content: Content) -> Release:
    return build_release(content, content.root.parent / "release")


@pytest.fixture(scope="module")
def running(serve: Serve, content: Content, first: Release) -> Running:
    folder = str(first.directory.parent)
    queries = content.root / "queries"
    if not queries.exists():
        queries.mkdir()
    return serve("--content", str(content.root), "--watch", STRATEGY_GRAPH_RELEASE=folder)


@pytest.fixture(scope="module")
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.address, timeout=60, headers={"Accept-Encoding": "zstd, gzip"}) as client:
        yield client


@pytest.fixture(scope="module")
def base(first: Release) -> str:
    return f"/dumps/{first.digest[:16]}"


def test_first_requests_at_once_get_the_whole_file(client: httpx.Client, base: str, first: Release) -> None:
    assert not (first.directory / "dumps").exists()
    with ThreadPoolExecutor(8) as threads:
        bodies = list(threads.map(lambda _: client.get(f"{base}/dsg.nq").content, range(8)))
    assert {hashlib.sha256(body).hexdigest() for body in bodies} == {first.digest}


def test_every_file_is_what_the_checksums_say(client: httpx.Client, base: str, tmp_path: Path) -> None:
    sums = client.get(f"{base}/SHA256SUMS")
    assert sums.headers["Content-Type"] == "text/plain; charset=utf-8"
    for line in sums.text.splitlines():
        name = line.partition("  ")[2]
        response = client.get(f"{base}/{name}")
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers
        assert response.headers["Cache-Control"] == IMMUTABLE
        sha256 = hashlib.sha256(response.content)
        assert response.headers["ETag"] == f'"{sha256.hexdigest()}"'
        assert response.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(sha256.digest()).decode()}:"
        assert response.headers["Accept-Ranges"] == "bytes"
        assert "Last-Modified" in response.headers
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(response.content)
    (tmp_path / "SHA256SUMS").write_bytes(sums.content)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("dsg.nq", "application/n-quads"),
        ("dsg.trig", "application/trig"),
        ("dsg.nt", "application/n-triples"),
        ("dsg.jsonld", "application/ld+json"),
        ("shapes.ttl", "text/turtle; charset=utf-8"),
        ("dsg.nt.gz", "application/gzip"),
        ("shapes.ttl.zst", "application/zstd"),
        ("README.txt", "text/plain; charset=utf-8"),
    ],
)
def test_media_types_and_head(client: httpx.Client, base: str, name: str, media_type: str) -> None:
    get, head = client.get(f"{base}/{name}"), client.head(f"{base}/{name}", headers={"Range": "bytes=0-1"})
    assert get.headers["Content-Type"] == media_type
    assert (head.status_code, head.content) == (200, b"")
    for field in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Repr-Digest", "Last-Modified"):
        assert head.headers[field] == get.headers[field]


def test_ranges(client: httpx.Client, base: str) -> None:
    whole = client.get(f"{base}/dsg.nq")
    size, etag = len(whole.content), whole.headers["ETag"]

    def part(field: str, **more: str) -> httpx.Response:
        return client.get(f"{base}/dsg.nq", headers={"Range": field, **more})

    middle = part("bytes=10-19")
    assert (middle.status_code, middle.content) == (206, whole.content[10:20])
    assert middle.headers["Content-Range"] == f"bytes 10-19/{size}"
    assert middle.headers["ETag"] == etag
    assert middle.headers["Repr-Digest"] == whole.headers["Repr-Digest"]
    assert part("bytes=-7").content == whole.content[-7:]
    assert part(f"bytes={size - 1}-").content == whole.content[-1:]
    assert part("bytes=5-", **{"If-Range": etag}).content == whole.content[5:]
    assert part("bytes=5-", **{"If-Range": whole.headers["Last-Modified"]}).status_code == 206
    for changed in (part("bytes=5-", **{"If-Range": '"other"'}), part("bytes=0-1,4-5"), part("lines=0-1")):
        assert (changed.status_code, changed.content) == (200, whole.content)
    outside = part(f"bytes={size}-")
    assert outside.status_code == 416
    assert outside.headers["Content-Range"] == f"bytes */{size}"
    assert outside.headers["Content-Type"] == "application/problem+json"


def test_validators(client: httpx.Client, base: str) -> None:
    whole = client.get(f"{base}/dsg.nt")
    for condition in (
        {"If-None-Match": whole.headers["ETag"]},
        {"If-Modified-Since": whole.headers["Last-Modified"]},
        {"If-None-Match": whole.headers["ETag"], "Range": "bytes=0-1"},
    ):
        response = client.get(f"{base}/dsg.nt", headers=condition)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == whole.headers["ETag"]
        assert response.headers["Cache-Control"] == IMMUTABLE
    assert client.get(f"{base}/dsg.nt", headers={"If-Match": '"other"'}).status_code == 412


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl_resumes_a_download(client: httpx.Client, running: Running, base: str, tmp_path: Path) -> None:
    whole = client.get(f"{base}/dsg.trig.gz").content
    (tmp_path / "part").write_bytes(whole[:100])
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "20", "-C", "-", "-o", "part", "-w"]
    command += ["%{http_code} %{size_download}", running.address + f"{base}/dsg.trig.gz"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"206 {len(whole) - 100}"
    assert (tmp_path / "part").read_bytes() == whole


def test_latest_leads_to_the_current_release(client: httpx.Client, base: str) -> None:
    for path in ("/dsg.nq.gz", "/"):
        response = client.get(f"/dumps/latest{path}")
        assert (response.status_code, response.headers["Location"]) == (302, base + path)
        assert response.headers["Cache-Control"] == "no-cache"
    assert client.get("/dumps").headers["Location"] == "/dumps/"
    assert client.get(base).headers["Location"] == f"{base}/"
    assert client.get("/dumps/latest/none.nq").status_code == 404


def test_the_list_leads_to_every_file(client: httpx.Client, base: str, first: Release) -> None:
    page = client.get("/dumps/", headers=PLAIN)
    assert page.status_code == 200
    for name in dumps_of(first):
        assert f'href="{base}/{name}"' in page.text
    assert client.get("/dumps/", headers={**PLAIN, "If-None-Match": page.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/manifest.json",
        "/canonical.nq",
        "/%2e%2e/manifest.json",
        "/..%2fmanifest.json",
        "/dsg.nq/",
        "/DSG.nq",
        "/%ff",
        "/.dumps.lock",
    ],
)
def test_nothing_else_is_served(client: httpx.Client, base: str, path: str) -> None:
    response = client.get(base + path)
    assert response.status_code == 404
    assert response.json()["hint"]


@pytest.mark.parametrize("path", ["0123456789abcdef/dsg.nq", "0123456789abcdef/", "x", "x..y.rdfp"])
def test_an_unknown_release_is_a_problem_document(client: httpx.Client, path: str) -> None:
    response = client.get(f"/dumps/{path}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_an_earlier_release_stays_reachable_and_the_patch_leads_to_the_new_one(
    client: httpx.Client, running: Running, content: Content, base: str, first: Release
) -> None:
    before = client.get(f"{base}/dsg.nq").content
    file = next(path for path in content.data.glob("*.ttl") if '"Boost"@en' in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace('"Boost"@en', '"Boosted"@en'), encoding="utf-8")
    second = build_release(content, first.directory.parent)
    for _ in range(200):
        if running.health()["release"] == second.digest:
            break
        time.sleep(0.1)
    new = f"/dumps/{second.digest[:16]}"
    assert client.get("/dumps/latest/dsg.nq").headers["Location"] == f"{new}/dsg.nq"
    assert client.get(f"{base}/dsg.nq").content == before
    after = client.get(f"{new}/dsg.nq").content
    patch = client.get(f"/dumps/{first.digest[:16]}..{second.digest[:16]}.rdfp")
    assert patch.headers["Content-Type"] == "application/rdf-patch"
    assert patch.headers["Cache-Control"] == IMMUTABLE
    assert apply_patch(state_of(before, "before"), read_patch(patch.text, "patch")) == after
    assert len(list(parse(after, format=RdfFormat.N_QUADS))) == second.triples
    page = client.get("/dumps/", headers=PLAIN).text
    assert f'href="{base}/"' in page
    assert f"{first.digest[:16]}..{second.digest[:16]}.rdfp" in page


def test_data_of_a_users_own_have_no_dumps(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "own.nt").write_text("<http://x/s> <http://x/p> <http://x/o> .\n", encoding="utf-8")
    address = serve("--data", str(tmp_path / "own.nt"), XDG_CACHE_HOME=str(tmp_path / "cache")).address
    for path in ("/dumps/", "/dumps/latest/dsg.nq", "/dumps/latest/"):
        response = httpx.get(address + path, timeout=30, follow_redirects=True)
        assert response.status_code == 404
        assert "there are no dumps of this release" in response.json()["detail"]
