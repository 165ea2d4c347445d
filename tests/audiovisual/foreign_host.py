"""Another host of podcasts, on this machine."""

import io
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>Voix d’ailleurs</title><link>https://old.example.org/</link><language>fr-BE</language>
<description><![CDATA[<p>Des voix &amp; des rues.</p>]]></description>
<copyright>© Eux</copyright><itunes:author>Eux</itunes:author>
<itunes:owner><itunes:name>Eux</itunes:name><itunes:email>eux@example.org</itunes:email></itunes:owner>
<itunes:image href="HOST/pochette.png"/>
<itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>
<itunes:category text="Nonsense"/>
<itunes:explicit>yes</itunes:explicit><itunes:type>serial</itunes:type><itunes:complete>Yes</itunes:complete>
<podcast:locked>LOCKED</podcast:locked>
<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
<podcast:funding url="https://old.example.org/dons">Des sous</podcast:funding>
<item><title>Le gué</title><guid isPermaLink="false">vieux-1</guid><pubDate>Wed, 04 Mar 2020 05:06:07 GMT</pubDate>
<enclosure url="HOST/detour/un.mp3" length="1" type="audio/mpeg"/>
<description>On passe.</description>
<content:encoded><![CDATA[<p onclick="x()">On <script>alert(1)</script><a href="https://example.org/">passe</a>.</p>]]></content:encoded>
<itunes:episode>4</itunes:episode><itunes:season>2</itunes:season><itunes:episodeType>bonus</itunes:episodeType>
<podcast:season name="La rivière">2</podcast:season><itunes:explicit>no</itunes:explicit>
<itunes:image href="HOST/pochette.png"/>
<podcast:transcript url="HOST/un.vtt" type="text/vtt" language="fr"/>
<podcast:transcript url="HOST/un.srt" type="application/srt" language="fr"/>
<podcast:chapters url="HOST/un.json" type="application/json+chapters"/></item>
<item><title>Perdu</title><guid>vieux-2</guid><pubDate>Thu, 05 Mar 2020 05:06:07 GMT</pubDate>
<enclosure url="HOST/perdu.mp3" length="1" type="audio/mpeg"/></item>
<item><title>Sans fichier</title><guid>vieux-3</guid></item>
</channel></rss>
"""
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Awa>La rivi\xc3\xa8re est basse.\n"
CHAPTERS = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Le d\\u00e9but"}]}'


@cache
def sound() -> bytes:
    """Two seconds of a tone."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "un.mp3"
        made = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-b:a", "64k", str(file)]
        subprocess.run(made, check=True)
        return file.read_bytes()


def picture() -> bytes:
    """A square picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (1400, 1400)).save(buffer, "PNG")
    return buffer.getvalue()


class Host:
    """What the host gives: its files may be changed, and it remembers what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        self.redirects = {"/detour/un.mp3": "/un.mp3", "/boucle": "/boucle", "/dedans": "http://10.0.0.1/x"}
        self.files: dict[str, tuple[str, bytes]] = {
            "/feed.xml": ("application/rss+xml", self.feed()),
            "/un.mp3": ("audio/mpeg", sound()),
            "/un.vtt": ("text/vtt", VTT),
            "/un.json": ("application/json", CHAPTERS),
            "/pochette.png": ("image/png", picture()),
        }

    def feed(self, locked: str = "no") -> bytes:
        """Its feed."""
        return FEED.replace("HOST", self.address).replace("LOCKED", locked).encode()


@contextmanager
def foreign_host() -> Iterator[Host]:
    """A host that answers while one is inside."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            if self.path in host.redirects:
                self.send_response(302)
                self.send_header("Location", host.redirects[self.path])
                self.end_headers()
                return
            mime_type, content = host.files.get(self.path, ("", b""))
            self.send_response(200 if mime_type else 404)
            self.send_header("Content-Type", mime_type or "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
