"""`companion encryption`: keep calls so that only somebody with the key can read them."""

from __future__ import annotations

import json

import click

from companion import encryption as switch
from companion import paths
from companion.errors import OutsideError
from companion.vault import ring
from companion.vault.key import GROUPS, Key, parts_to_ask
from companion.vault.marker import marker_of

_IN_A_LINE = 7


@click.group()
def encryption() -> None:
    """Encrypt what is kept of calls: words, notes, reviews and sound.

    The key is in the system's key ring, or in the file that COMPANION_KEY_FILE names. Without the
    key and without its recovery phrase, nobody can bring the calls back.
    """


@encryption.command()
def on() -> None:
    """Encrypt everything, or finish a switch that broke off.

    Shows a recovery phrase once, and asks for parts of it before anything is encrypted. Older
    copies of the database are deleted: they hold the same calls.
    """
    key = switch.new_key()
    if marker_of(paths.database()) is None:
        _show_phrase(key)
        _ask_for_parts(key)
    switch.switch_on(key, lambda said: click.echo(f"{said} ..."))
    click.echo(f"What is kept of calls is encrypted. The key is in {ring.place()}.")


@encryption.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def off(yes: bool) -> None:
    """Have everything readable again. Older copies of the database are deleted."""
    if not yes:
        click.confirm("Have all calls readable for whoever reads this disk?", abort=True)
    switch.switch_off(lambda said: click.echo(f"{said} ..."))
    click.echo(f"What is kept of calls is not encrypted. The key stays in {ring.place()}.")


@encryption.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def status(as_json: bool) -> None:
    """Say whether calls are encrypted, under which key, and whether the key is there."""
    now = switch.state()
    if as_json:
        about = {
            "on": now.on,
            "key": now.key,
            "key_found": now.key is not None and now.trouble is None,
            "encrypted_files": now.encrypted,
            "readable_files": now.readable,
        }
        click.echo(json.dumps(about))
        return
    click.echo(f"Encryption is {'on' if now.on else 'off'}.")
    if now.key is not None:
        click.echo(f"Key {now.key}: {now.trouble or f'found in {ring.place()}.'}")
    click.echo(f"Files: {now.encrypted} encrypted, {now.readable} readable.")
    if now.unfinished:
        click.echo(f"To finish the switch: companion encryption {'on' if now.on else 'off'}")


@encryption.command()
def recover() -> None:
    """Put the key into the key ring again, from the recovery phrase."""
    key = Key.from_phrase(click.prompt("Recovery phrase"))
    switch.bring_back(key)
    click.echo(f"The key {key.id} is in {ring.place()}, and opens the saved calls.")


def _show_phrase(key: Key) -> None:
    click.echo("Write this recovery phrase on paper and keep it away from this machine.")
    click.echo("It is shown this once. When the key ring is lost, only it opens your calls.\n")
    numbered = [f"{number:>2} {group}" for number, group in enumerate(key.phrase, 1)]
    for at in range(0, GROUPS, _IN_A_LINE):
        click.echo("    " + "   ".join(numbered[at : at + _IN_A_LINE]))
    click.echo()


def _ask_for_parts(key: Key) -> None:
    """Whoever has not written the phrase down shall not lock himself out. OutsideError."""
    for place in parts_to_ask():
        typed = click.prompt(f"Group {place + 1} of what you wrote down")
        if not key.has_group(place, typed):
            raise OutsideError(
                f"Group {place + 1} is another one. Nothing was encrypted.",
                "Begin again; there will be a new phrase.",
            )
