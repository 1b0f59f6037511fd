"""The guard: what another site, another machine or a crafted request may not do."""

import base64
import http.client
import os
import socket

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from experiments.classroom.server.app import PATHS
from experiments.pages.door import (
    FOREIGN,
    NOT_OURS,
    QUERY_BYTES_MOST,
    TOKEN_LETTERS,
    Asked,
    new_token,
    refusal,
    served,
)
from experiments.pages.guard import SESSIONS_MOST

SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"


@pytest.fixture(scope="module")
def room(serve):
    """A classroom whose port is not shared with the tests in a browser."""
    return serve()


def ask(server, path="/told?kube=2", method="GET", body=None, **headers):
    """Ask with these headers; return status, headers and text."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body=body, headers=named)
    answer = line.getresponse()
    text = answer.read()
    line.close()
    return answer.status, answer.headers, text


def shake(server, path=SOCKET, **headers):
    """Begin a WebSocket by hand; return the status."""
    lines = {
        "Host": f"127.0.0.1:{server.port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    text = f"GET {path} HTTP/1.1\r\n" + "".join(
        f"{key}: {value}\r\n" for key, value in lines.items()
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(f"{text}\r\n".encode())
        return int(line.recv(200).split()[1])


def ours(server):
    return f"http://127.0.0.1:{server.port}"


def test_own_page_and_own_origin_come_in(room):
    assert ask(room, "/")[0] == 200
    assert ask(room, "/", Host=f"localhost:{room.port}")[0] == 200
    assert ask(room, Origin=ours(room))[0] == 200
    assert shake(room, Origin=ours(room)) == 101


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.2:{port}"],
)
def test_foreign_host_is_refused(room, host):
    host = host.format(port=room.port)
    status, _, text = ask(room, "/", Host=host)
    assert (status, text) == (403, f"{NOT_OURS}\n".encode())
    assert shake(room, Host=host, Origin=f"http://{host}") == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://localhost:{port}",
    ],
)
def test_foreign_origin_is_refused(room, origin):
    origin = origin.format(port=room.port)
    status, _, text = ask(room, Origin=origin)
    assert status == 403
    assert text == f"{FOREIGN}\n".encode()
    assert shake(room, Origin=origin) == 403


def test_a_socket_without_origin_is_refused(room):
    assert shake(room) == 403


def test_another_site_may_link_here_but_not_embed(room):
    away = {"Sec_Fetch_Site": "cross-site"}
    assert ask(room, "/", **away, Sec_Fetch_Mode="navigate")[0] == 200
    assert ask(room, **away, Sec_Fetch_Mode="no-cors")[0] == 403


def test_nothing_can_be_sent(room):
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(room, method=method)[0] == 405
    assert ask(room, body=b"x" * 70_000)[0] == 405
    assert ask(room, "/_nicegui_ws/socket.io/?EIO=4&transport=polling", method="POST")[0] == 405


def test_long_queries_and_unknown_pages_are_refused(room):
    assert ask(room, "/?" + "a" * (QUERY_BYTES_MOST + 1))[0] == 414
    assert ask(room, "/docs")[0] == 404
    assert ask(room, "/page/frame.py")[0] == 404
    assert ask(room, "/page/../frame.py")[0] == 404
    assert ask(room, "/stage/%2e%2e/page/frame.py")[0] == 404


def test_headers_keep_everything_at_home(room):
    _, headers, _ = ask(room, "/")
    policy = headers["content-security-policy"]
    for part in policy.split("; "):
        name, *sources = part.split()
        assert not any("*" in source or source.startswith("http") for source in sources), name
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_message_that_is_too_large_closes_the_line(room):
    url = f"ws://127.0.0.1:{room.port}{SOCKET}"
    with connect(url, origin=ours(room), max_size=None) as line:
        assert line.recv(timeout=60, decode=True)[:1] == "0"
        with pytest.raises(ConnectionClosed) as end:
            line.send("x" * 400_000)
            for _ in range(9):
                line.recv(timeout=60)
        assert end.value.rcvd is not None
    assert end.value.rcvd.code == 1009


def test_beyond_the_most_sessions_the_oldest_that_lost_its_line_makes_room(serve):
    full = serve()
    for _ in range(SESSIONS_MOST + 5):
        assert ask(full, "/")[0] == 200


def status(request, token):
    no = refusal(request, token, PATHS)
    return None if no is None else no.status


def asked(**changed):
    usual = Asked(
        "http", "GET", "/", b"", {"host": "192.168.1.7:8080"}, ("192.168.1.7", 8080), "192.168.1.9"
    )
    return usual._replace(**changed)


def test_from_another_machine_only_the_token_lets_in():
    token = new_token()
    assert len(token) == TOKEN_LETTERS
    assert token != new_token()
    assert status(asked(), token) == 403
    assert status(asked(query=f"token={token}".encode()), token) is None
    assert status(asked(query=f"token={token}x".encode()), token) == 403
    host = {"host": "192.168.1.7:8080"}
    assert status(asked(headers={**host, "cookie": f"a=b; kubesim={token}"}), token) is None
    assert status(asked(headers={**host, "cookie": f"kubesim={token[1:]}"}), token) == 403
    assert status(asked(headers={**host, "cookie": "kubesim=ü"}), token) == 403
    assert status(asked(client="127.0.0.1"), token) is None


def test_no_name_of_any_net_is_served():
    assert status(asked(headers={"host": "kelas.local:8080"}), None) == 403
    assert served(("127.0.0.1", 80)) >= {"127.0.0.1", "localhost:80"}


def test_in_the_room_the_link_sets_a_cookie_and_the_token_leaves_the_address(serve):
    shared = serve("--lan")
    token = next(line for line in shared.said if "token=" in line).partition("token=")[2].strip()
    status, headers, text = ask(shared, f"/?token={token}&kube=2")
    assert status == 200
    assert headers["set-cookie"] == f"kubesim={token}; HttpOnly; SameSite=Strict; Path=/"
    assert token.encode() not in text
    assert b"url=/?kube=2" in text
    assert any("█" in line or "▀" in line for line in shared.said), "a QR code"
