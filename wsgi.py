"""What the web server loads; starts no jobs."""

from app import create_app

app = create_app()
