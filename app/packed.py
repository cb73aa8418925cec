"""Built styles and scripts leave packed where the browser takes them so: a slow line gets a fifth of them."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, current_app, request


def init_app(app: Flask) -> None:
    """Send what `scripts/assets` packed; pages themselves never, since they hold secrets and words."""
    app.after_request(_packed)


def _packed(answer: Response) -> Response:
    if request.endpoint != "static" or answer.status_code != 200:
        return answer
    plain = Path(current_app.static_folder or "") / str((request.view_args or {}).get("filename"))
    packed = plain.with_name(f"{plain.name}.gz")
    if not packed.is_file():
        return answer
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or "Range" in request.headers:
        return answer
    answer.direct_passthrough = False
    answer.set_data(packed.read_bytes())
    answer.headers["Content-Encoding"] = "gzip"
    etag, _ = answer.get_etag()
    if etag:
        answer.set_etag(f"{etag}-gz")
    return answer
