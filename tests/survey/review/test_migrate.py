"""Every migration goes up and down with data in it, on both databases."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, func, select

from survey.config import Settings
from survey.review import migrate
from survey.review.database import make_engine, prepare, reader, writing
from survey.review.models.answers import Comment, Held, Response
from survey.review.models.every import metadata
from survey.review.models.people import Account
from survey.review.services import accounts, opening
from survey.review.services.originals import TextKeys
from tests.survey.review.answers import CODEBOOK, Export, parents


def revisions() -> list[str]:
    script = ScriptDirectory(str(migrate.FOLDER))
    return [step.revision for step in script.walk_revisions()][::-1]


def fill(engine: Engine, settings: Settings) -> None:
    with writing(engine) as session:
        accounts.create(session, "Ada", "four quiet words here", ["coder"])
        opening.store(
            session, Export(parents(20)), keys=TextKeys(settings.review_folder), codebook=CODEBOOK
        )


def count(engine: Engine, model: type) -> int:
    with reader(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_models_are_what_the_migrations_make(either_engine: Engine) -> None:
    with either_engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_every_migration_goes_down_and_up_again_and_answers_survive(
    either_engine: Engine, either_settings: Settings
) -> None:
    fill(either_engine, either_settings)
    for revision in revisions()[-2::-1]:
        migrate.downgrade(either_engine, revision)
        assert migrate.current(either_engine) == revision
        migrate.upgrade(either_engine)
    migrate.downgrade(either_engine, revisions()[0])
    assert count(either_engine, Response) == count(either_engine, Comment) == 20
    migrate.upgrade(either_engine)
    assert migrate.current(either_engine) == migrate.head() == revisions()[-1]
    with reader(either_engine) as session:
        ada = session.scalars(select(Account)).one()
        assert (ada.name, ada.roles, ada.vouched) == ("Ada", ["coder"], "an earlier version")


def test_the_way_down_ends_at_an_empty_database(either_engine: Engine) -> None:
    migrate.downgrade(either_engine, "base")
    left = MetaData()
    left.reflect(either_engine)
    assert set(left.tables) <= {"alembic_version"}


def test_preparing_an_instance_twice_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path)
    prepare(settings)
    prepare(settings)
    engine = make_engine(settings)
    assert migrate.current(engine) == migrate.head()
    engine.dispose()


def test_what_was_held_before_held_answers_were_read_for_danger_is_read_first(
    either_engine: Engine, either_settings: Settings
) -> None:
    marked = [replace(one, look=True) for one in parents(2)]
    with writing(either_engine) as session:
        keys = TextKeys(either_settings.review_folder)
        opening.store(session, Export(marked), keys=keys, codebook=CODEBOOK)
    migrate.downgrade(either_engine, "0010")
    migrate.upgrade(either_engine)
    with reader(either_engine) as session:
        assert list(session.scalars(select(Held.urgent))) == [True, True]
