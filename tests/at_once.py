"""Pieces of work that begin at the same moment, each with a connection of its own."""

from __future__ import annotations

import threading

from app import db


def at_once(app, *works):
    """Run each piece of work in a thread; return what each gave back or raised, in their order."""
    said, gate = [None] * len(works), threading.Barrier(len(works))

    def run(place, work):
        with app.app_context():
            gate.wait()
            try:
                said[place] = work()
            except Exception as error:
                said[place] = error
            db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
