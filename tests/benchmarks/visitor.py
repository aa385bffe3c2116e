"""What a browser sends to the server and takes from it, without drawing: Streamlit's protocol over one websocket."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.coroutines import completed

LONGEST = 600.0


class PageFailedError(Exception):
    """A page that ended with an error; str() says which."""


@dataclass
class Seen:
    """What one run of the script sent: the pages that it may go to (address -> script), and buttons and uploaders by label."""

    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    query: str | None = None
    """The address that the page has given itself; None where it has not."""

    def widget(self, label: str) -> str | None:
        """The id of the first button or uploader whose label begins so."""
        return next((known for words, known in self.widgets.items() if words.startswith(label)), None)


@dataclass
class Visitor:
    """One open page."""

    port: int
    socket: ClientConnection
    session: str = ""

    async def run(self, page: str = "", query: str = "", widgets: Sequence[WidgetState] = ()) -> Seen:
        """One run of the script to its end. page: the script of one of `Seen.pages`. Raises PageFailedError."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_script_hash = page
        asked.rerun_script.widget_states.widgets.extend(widgets)
        await self.socket.send(asked.SerializeToString())
        seen = Seen()
        while True:
            message = await self._next()
            kind = message.WhichOneof("type")
            if kind == "new_session" and message.new_session.initialize.session_id:
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                seen.pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
            elif kind == "page_info_changed":
                seen.query = message.page_info_changed.query_string
            elif kind == "delta":
                _note(message, seen)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise PageFailedError("the script did not run")
                return seen

    async def upload(self, name: str, files: Sequence[tuple[str, bytes]]) -> WidgetState:
        """Give files to an uploader, as a browser does; its state, for the runs after. name: the uploader's id."""
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.session_id = self.session
        asked.file_urls_request.file_names.extend(file for file, _ in files)
        await self.socket.send(asked.SerializeToString())
        while (message := await self._next()).WhichOneof("type") != "file_urls_response":
            continue
        state = WidgetState(id=name)
        for (file, data), urls in zip(files, message.file_urls_response.file_urls, strict=True):
            await asyncio.to_thread(self._put, urls.upload_url, file, data)
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.file_id, info.name, info.size = urls.file_id, file, len(data)
            info.file_urls.CopyFrom(urls)
        return state

    async def _next(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(self.socket.recv(decode=False), LONGEST))
        return message

    def _put(self, url: str, file: str, data: bytes) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        server.request("GET", "/_stcore/health")
        known = server.getresponse()
        known.read()
        cookie = (known.getheader("Set-Cookie") or "").partition(";")[0]
        edge = "beatboard-edge"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file}"\r\n\r\n'.encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Cookie": cookie}
        headers["X-Xsrftoken"] = cookie.partition("=")[2]
        server.request("PUT", url, head + data + f"\r\n--{edge}--\r\n".encode(), headers)
        answer = server.getresponse()
        if answer.status >= 300:
            raise PageFailedError(f"{file} was not taken: {answer.status}")
        server.close()


def _note(message: ForwardMsg, seen: Seen) -> None:
    """Remember what can be clicked. Raises PageFailedError where the page shows an error of the program."""
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        raise PageFailedError(element.exception.message)
    if kind in ("button", "file_uploader"):
        widget = getattr(element, kind)
        seen.widgets.setdefault(widget.label, widget.id)


@asynccontextmanager
async def visiting(port: int) -> AsyncIterator[Visitor]:
    """The connection that a browser opens."""
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=Origin(f"http://127.0.0.1:{port}"),
        max_size=None,
        open_timeout=LONGEST,
        ping_interval=None,  # a browser does not ask whether a busy server is there
    ) as socket:
        yield Visitor(port, socket)


def first_page(port: int) -> None:
    """Open the first page of a server and wait until its script has run to its end. Raises PageFailedError."""

    async def first() -> None:
        async with visiting(port) as browser:
            await browser.run()

    completed(first())
