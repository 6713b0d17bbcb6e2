"""The main loop of a worker process: executes one query at a time until its parent closes the connection.

The opening frame configures it: ``store`` (a folder, or none for an empty store that only serves to parse),
``memory``, ``result_bytes``, ``network``, ``prefixes`` and ``base`` (of relative IRIs in queries). Then each request
has a ``media_type``, ``default_graphs`` and ``named_graphs``, with the query as its body; a request without a media
type only has its query parsed.
"""

from __future__ import annotations

import os
import re
import resource
import socket
from typing import IO, Any, Final, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from strategy_graph.worker.frames import packed, receive_frame, send_frame
from strategy_graph.worker.order_by_check import CHECKED, has_mixed_kinds
from strategy_graph.worker.sandbox import forbid_network, limit_memory
from strategy_graph.worker.serialisation import prefixes_for, serialisation_target
from strategy_graph.worker.spool import ResultTooLargeError, Spool
from strategy_graph.worker.xml_text import NotXmlError

NICE: Final = 5

_DONE: Final = packed({})

_PLACE = re.compile(r"error at (\d+):(\d+): ")


class _MixedKindsError(Exception):
    """The result is sorted by values of different kinds and may be out of order."""


def serve(requests: socket.socket, answers: socket.socket) -> None:
    """Execute requests until the other end of ``requests`` is closed."""
    opening = receive_frame(requests)
    if opening is None:
        return
    settings = opening.header
    try:
        store = Store.read_only(settings["store"]) if settings["store"] else Store()
    except OSError as error:
        send_frame(answers, 0, packed({"error": "store", "message": str(error)}))
        return
    # The parent must never block on this process. Up to here it does.
    os.nice(NICE)
    limit_memory(settings["memory"])
    sandboxed = not settings["network"] and forbid_network()
    send_frame(answers, 0, packed({"ready": True, "sandboxed": sandboxed}), peak=_peak())
    while (frame := receive_frame(requests)) is not None:
        spool = Spool(settings["result_bytes"])
        descriptor = None
        try:
            body, descriptor = _run(store, settings, frame.header, frame.body.decode("utf-8"), spool)
            answer = _DONE
        except SyntaxError as error:
            body, answer = b"", packed(_syntax(error))
        except ResultTooLargeError:
            body, answer = b"", packed({"error": "size"})
        except NotXmlError as error:
            body, answer = b"", packed({"error": "xml", "message": str(error)})
        except _MixedKindsError:
            body, answer = b"", packed({"error": "order"})
        except MemoryError:
            body, answer = b"", packed({"error": "memory"})
        except RuntimeError as error:
            # Errors of the evaluator; failures of reading or connecting are OSErrors.
            body, answer = b"", packed({"error": "unsupported", "message": str(error)})
        except (OSError, ValueError) as error:
            body, answer = b"", packed({"error": "evaluation", "message": str(error)})
        spool.close()
        send_frame(answers, frame.number, answer, body, descriptor, _peak())
        if descriptor is not None:
            os.close(descriptor)


def _run(
    store: Store, settings: dict[str, Any], request: dict[str, Any], query: str, spool: Spool
) -> tuple[bytes, int | None]:
    if request["default_graphs"] or request["named_graphs"]:
        result = store.query(
            query,
            base_iri=settings["base"],
            default_graph=[NamedNode(name) for name in request["default_graphs"]],
            named_graphs=[NamedNode(name) for name in request["named_graphs"]],
        )
    else:
        result = store.query(query, base_iri=settings["base"])
    media_type = request["media_type"]
    if media_type is None:
        return b"", None
    target = serialisation_target(cast(IO[bytes], spool), media_type)
    if isinstance(result, (QuerySolutions, QueryBoolean)):
        result.serialize(target, format=QueryResultsFormat.from_media_type(media_type))
        if media_type in CHECKED and "order" in query.lower() and has_mixed_kinds(query, media_type, spool.content()):
            raise _MixedKindsError
    else:
        prefixes = prefixes_for(media_type, settings["prefixes"])
        serialize(result, target, format=RdfFormat.from_media_type(media_type), prefixes=prefixes)
    return spool.result()


def _syntax(error: SyntaxError) -> dict[str, Any]:
    place = _PLACE.match(str(error))
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    return {"error": "syntax", "message": str(error), "line": line, "column": column}


def _peak() -> int:
    """Return the peak memory of the process in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
