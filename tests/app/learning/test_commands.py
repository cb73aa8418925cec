"""The commands say what happened, and so do their exit codes."""

import pytest
from sqlalchemy import update

from app import db
from app.matches.models import ModelState, WeightModel


@pytest.fixture
def command(app):
    def run(*words):
        return app.test_cli_runner().invoke(args=["match", *words])

    return run


def test_learning_exits_0_when_the_new_model_is_used(command, taught):
    done = command("learn")

    assert done.exit_code == 0
    assert "version 2" in done.output
    assert "in use" in done.output


def test_learning_exits_3_when_the_old_model_stays(command, app):
    done = command("learn")

    assert done.exit_code == 3
    assert "Too little has happened" in done.output


def test_rollback_goes_back_one_and_exits_1_when_there_is_nothing_to_go_back_to(command, taught):
    command("learn")

    assert command("rollback", "--reason", "odd").exit_code == 0
    done = command("rollback")
    assert done.exit_code == 1
    assert "no earlier model" in done.output
    assert command("rollback", "2").exit_code == 0
    assert command("rollback", "77").exit_code == 1
    assert command("rollback", "--sectors").exit_code == 1


def test_models_are_listed_newest_first_and_a_forged_one_is_told(command, taught):
    command("learn")
    done = command("models")
    assert done.exit_code == 0
    weights = [line for line in done.output.splitlines() if line.startswith("version")]
    assert [line.split()[1] for line in weights] == ["2", "1"]

    forged = {"origin": "learnt", "values": {}, "notes": {}, "digest": "0"}
    standing = WeightModel.state == ModelState.STANDING
    db.session.execute(update(WeightModel).where(standing).values(weights=forged))
    db.session.commit()
    done = command("models")
    assert done.exit_code == 1
    assert "changed outside this product" in done.output
