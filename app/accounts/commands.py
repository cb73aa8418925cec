"""Operator commands of the accounts."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app import db
from app.accounts import passwords, people, services
from app.accounts.models import Role, User
from app.errors import DomainError
from app.filters import day_and_time
from app.typed import read_email

users = AppGroup("users", help="People who sign in.")


def _with_address(email: str) -> User:
    user = services.with_address(email)
    if user is None:
        raise click.ClickException(f"There is no account with the address {email}")
    return user


@users.command("list")
@click.option("--role", type=click.Choice([role.value for role in Role]))
def show(role: str | None) -> None:
    """Print every account: address, role, open or closed, last here."""
    statement = select(User).order_by(User.email)
    for user in db.session.scalars(statement.where(User.role == role) if role else statement):
        seen = day_and_time(user.last_signed_in_at) if user.last_signed_in_at else "never"
        click.echo(f"{user.email}\t{user.role}\t{'open' if user.active else 'closed'}\t{seen}")


@users.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person’s full name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--team", help="The team of an advisor or a manager; made when it is new.")
@click.password_option(help="Asked for when it is not given.")
def add(email: str, name: str, role: str, team: str | None, password: str) -> None:
    """Add an account that can sign in at once; exit 1 when that is not possible."""
    try:
        person = people.Person(name, read_email(email), Role(role), team=team)
        user = people.add_with_password(person, password)
    except (DomainError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Added {user.email} ({user.role})")


@users.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close an account and end its sessions; exit 1 when that is not possible."""
    user = _with_address(email)
    try:
        people.close(user, by=None)
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Closed {user.email}")


@users.command("password")
@click.argument("email")
@click.password_option(help="Asked for when it is not given.")
def password(email: str, password: str) -> None:
    """Set somebody’s password and end their sessions; exit 1 when it is too weak."""
    user = _with_address(email)
    try:
        services.set_password(user, password, by=None)
    except passwords.WeakPassword as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{user.email} has a new password")
