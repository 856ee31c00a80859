from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError
from flows.source import Fields, load_file
from texts.catalogue import Catalogue

KEY = bytes(range(32))
TOKEN = "123456:AAcanary_canary-canary"
EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.yaml"


@pytest.fixture
def secrets(tmp_path: Path) -> Mapping[str, str]:
    """What a working installation has in its environment, beside the file."""
    key = tmp_path / "master.key"
    key.write_bytes(base64.b64encode(KEY) + b"\n")
    return {
        "VINKJE_TELEGRAM__TOKEN": TOKEN,
        "VINKJE_KEYS__MASTER_FILE": str(key),
        "VINKJE_WHO_IS_RESPONSIBLE__NAME": "Gemeente Oost",
        "VINKJE_WHO_IS_RESPONSIBLE__CONTACT": "privacy@oost.example",
    }


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def complaints(path: Path | None, environ: Mapping[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as error:
        Settings.read(path, environ)
    return error.value.complaints


def test_the_environment_alone_is_enough(secrets: Mapping[str, str]) -> None:
    read = Settings.read(None, secrets)
    assert (read.token, read.master_key) == (TOKEN, KEY)
    assert read.telegram.api_url == "https://api.telegram.org"
    assert read.partnership.timezone == "Europe/Amsterdam"
    assert read.confidential_threshold == 5
    assert not read.is_rehearsal


def test_school_holidays_and_free_days_are_chosen_and_a_day_that_is_none_is_named(
    tmp_path: Path, secrets: Mapping[str, str]
) -> None:
    text = "language: nl\npartnership:\n  region: zuid\n  public_holidays:\n    good_friday: free\n"
    read = Settings.read(written(tmp_path, text + "  free_days:\n    - 2027-05-07\n"), secrets).partnership
    assert (read.region, read.public_holidays.good_friday) == ("zuid", "free")
    assert read.public_holidays.liberation_day == "lustrum"
    assert [day.isoformat() for day in read.free_days] == ["2027-05-07"]
    wrong = text.replace("zuid", "oost").replace(": free", ": vrij") + "  free_days:\n    - 7 mei\n"
    region, holiday, day = complaints(written(tmp_path, wrong), secrets)
    assert region == (
        "config.yaml:3:3: partnership.region: deze waarde kan niet"
        " — oplossing: kies uit noord, midden, zuid, geen."
    )
    assert "partnership.public_holidays.good_friday: deze waarde kan niet" in holiday
    assert "free, quiet, work" in holiday
    assert "partnership.free_days: dit is geen dag — oplossing: schrijf jaar, maand en dag" in day


def test_the_environment_goes_above_the_file(tmp_path: Path, secrets: Mapping[str, str]) -> None:
    path = written(tmp_path, "language: nl\nlog:\n  level: debug\nconfidential_threshold: 4\n")
    read = Settings.read(path, {**secrets, "VINKJE_LOG__LEVEL": "error"})
    assert (read.log.level, read.confidential_threshold, read.language) == ("error", 4, "nl")


def test_an_empty_value_counts_as_not_set(tmp_path: Path, secrets: Mapping[str, str]) -> None:
    path = written(tmp_path, "emergency_number:\nlog:\n  level: ''\n")
    read = Settings.read(path, {**secrets, "VINKJE_LANGUAGE": ""})
    assert read.emergency_number == "112; Veilig Thuis 0800-2000"
    assert read.log.level == "info"


def test_the_token_may_stand_in_a_file(tmp_path: Path, secrets: Mapping[str, str]) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    read = Settings.read(
        None, {**secrets, "VINKJE_TELEGRAM__TOKEN": "", "VINKJE_TELEGRAM__TOKEN_FILE": str(file)}
    )
    assert read.token == TOKEN


def test_without_a_webhook_the_bot_polls_and_nobody_asks_how_it_is(secrets: Mapping[str, str]) -> None:
    read = Settings.read(None, secrets)
    assert (read.telegram.webhook.url, read.webhook_secret, read.health.listen) == (None, "", None)


def test_a_webhook_needs_a_secret(secrets: Mapping[str, str]) -> None:
    told = complaints(None, {**secrets, "VINKJE_TELEGRAM__WEBHOOK__URL": "https://oost.example/haak"})
    assert len(told) == 1
    assert "telegram.webhook.secret_file: the secret of the webhook is missing" in told[0]


@pytest.mark.parametrize("content", ["", "canary" * 5, "canary\n" * 8, "é" * 40])
def test_a_file_without_a_usable_secret_is_told(
    tmp_path: Path, secrets: Mapping[str, str], content: str
) -> None:
    file = tmp_path / "hook"
    file.write_text(content, "utf-8")
    environ = {
        **secrets,
        "VINKJE_TELEGRAM__WEBHOOK__URL": "https://oost.example/haak",
        "VINKJE_TELEGRAM__WEBHOOK__SECRET_FILE": str(file),
    }
    told = complaints(None, environ)
    assert len(told) == 1
    assert "this is not a usable secret" in told[0]
    assert "canary" not in told[0]
    file.write_text("s" * 32 + "\n")
    read = Settings.read(None, environ)
    assert read.webhook_secret == "s" * 32
    assert read.webhook_secret in read.secrets


def test_folders_in_the_environment_are_separated_as_in_a_path(secrets: Mapping[str, str]) -> None:
    read = Settings.read(None, {**secrets, "VINKJE_FLOWS__FOLDERS": "ours:/srv/more"})
    assert read.flows.folders == (Path("ours"), Path("/srv/more"))


def test_on_this_machine_it_is_a_rehearsal_that_needs_no_key_and_nobody_responsible() -> None:
    environ = {"VINKJE_TELEGRAM__TOKEN": TOKEN, "VINKJE_KEYS__MASTER_FILE": "/nowhere/key"}
    for url in ("http://127.0.0.1:8081/", "http://localhost:1", "http://[::1]:8081"):
        read = Settings.read(None, {**environ, "VINKJE_TELEGRAM__API_URL": url})
        assert read.is_rehearsal
        assert read.master_key is None


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(
    tmp_path: Path, secrets: Mapping[str, str]
) -> None:
    path = written(
        tmp_path,
        "language: en\n"
        "telegram:\n"
        "  api_ur: https://api.telegram.org\n"
        "partnership:\n"
        "  timezone: europe/amsterdm\n"
        "confidential_threshold: 2\n"
        "flows:\n"
        "  folders: ours\n"
        "log: info\n"
        "token_file: token\n"
        "zzz: 1\n",
    )
    assert complaints(path, {**secrets, "VINKJE_LOG": "", "VINKJE_TELEGRAM__TOKN": "x"}) == (
        "config.yaml:3:3: telegram.api_ur: there is no such setting — "
        "fix: did you mean telegram.api_url? Write that, or remove this one.",
        "config.yaml:5:3: partnership.timezone: there is no time zone europe/amsterdm — "
        "fix: write Europe/Amsterdam, or another name from the tz database.",
        "config.yaml:6:1: confidential_threshold: this number cannot be used — "
        "fix: write a whole number as config.example.yaml explains.",
        "config.yaml:8:3: flows.folders: this should be a list — "
        "fix: put each thing on a line of its own with a dash before it.",
        "config.yaml:9:1: log: settings should stand below this — "
        "fix: put them indented on the lines below, as in config.example.yaml.",
        "config.yaml:10:1: token_file: there is no such setting — "
        "fix: did you mean telegram.token_file? Write that, or remove this one.",
        "config.yaml:11:1: zzz: there is no such setting — "
        "fix: remove it. config.example.yaml shows what there is.",
        "VINKJE_TELEGRAM__TOKN: telegram.tokn: there is no such setting — "
        "fix: did you mean telegram.token? Write that, or remove this one.",
    )


def test_the_operator_reads_it_in_dutch_too(secrets: Mapping[str, str]) -> None:
    environ = {**secrets, "LANG": "nl_NL.UTF-8", "VINKJE_LOG__LEVEL": "veel"}
    assert complaints(None, environ) == (
        "VINKJE_LOG__LEVEL: log.level: deze waarde kan niet — "
        "oplossing: kies uit debug, info, warning, error.",
    )


def test_what_real_use_needs_is_asked_for(tmp_path: Path) -> None:
    environ = {"VINKJE_KEYS__MASTER_FILE": str(tmp_path / "master.key")}
    told = complaints(None, environ)
    assert [each.split(" — ")[0] for each in told] == [
        "config.yaml: telegram.token: the bot's token is missing",
        f"VINKJE_KEYS__MASTER_FILE: keys.master_file: there is no key in {tmp_path / 'master.key'}",
        "config.yaml: who_is_responsible: it does not say who is responsible",
    ]


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("TELEGRAM__TOKEN", "canary", "this is not the token of a bot"),
        ("TELEGRAM__TOKEN", "123456:can ary", "this is not the token of a bot"),
        ("TELEGRAM__API_URL", "api.telegram.org", "this is not a web address"),
        ("TELEGRAM__API_URL", "https://", "this is not a web address"),
        ("TELEGRAM__API_URL", "https://canary:x@host", "this is not a web address"),
        ("TELEGRAM__API_URL", "https://host:port", "this is not a web address"),
        ("TELEGRAM__API_URL", "https://[", "this is not a web address"),
        ("TELEGRAM__API_URL", "http://api.telegram.org", "this address is not encrypted"),
        ("TELEGRAM__API_URL", "http://127.0.0.1.example.org", "this address is not encrypted"),
        ("DATABASE__URL", "mysql://canary@host", "this is not the address of a database"),
        ("DATABASE__URL", "sqlite:///", "this is not the address of a database"),
        ("DATABASE", "canary", "settings should stand below this"),
        ("CONFIDENTIAL_THRESHOLD", "vijf", "this number cannot be used"),
        ("LANGUAGE", "fr", "this value cannot be used"),
        ("PARTNERSHIP__TIMEZONE", "../canary", "there is no time zone ../canary"),
        ("PARTNERSHIP__TIMEZONE", "Europe", "there is no time zone Europe"),
        ("TELEGRAM__WEBHOOK__URL", "http://canary.example.org/hook", "this address is not encrypted"),
        ("TELEGRAM__WEBHOOK__SECRET", "canary" * 5, "this is not a usable secret"),
        ("TELEGRAM__WEBHOOK__SECRET", "canary " * 5, "this is not a usable secret"),
        ("TELEGRAM__WEBHOOK__SECRET", "canary" * 43, "this is not a usable secret"),
        ("TELEGRAM__WEBHOOK__PORT", "0", "this number cannot be used"),
        ("TELEGRAM__WEBHOOK__PORT", "canary", "this number cannot be used"),
        ("HEALTH__LISTEN", "9090", "the bot cannot listen here"),
        ("HEALTH__LISTEN", "127.0.0.1:0", "the bot cannot listen here"),
        ("HEALTH__LISTEN", "127.0.0.1:65536", "the bot cannot listen here"),
        ("HEALTH__LISTEN", "canary@127.0.0.1:9090", "the bot cannot listen here"),
        ("HEALTH__LISTEN", "http://127.0.0.1:9090", "the bot cannot listen here"),
    ],
)
def test_a_wrong_value_is_told_with_its_variable(
    secrets: Mapping[str, str], name: str, value: str, what: str
) -> None:
    told = complaints(None, {**secrets, f"VINKJE_{name}": value})
    assert len(told) == 1
    assert told[0].startswith(f"VINKJE_{name}: ")
    assert f": {what} — fix: " in told[0]
    assert "canary" not in told[0] or name == "PARTNERSHIP__TIMEZONE"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "does not hold a good key"),
        (b"not base64!", "does not hold a good key"),
        (base64.b64encode(bytes(31)), "does not hold a good key"),
        (b"\xff\xfe", "does not hold a good key"),
    ],
)
def test_a_key_file_that_holds_no_key_is_told(
    tmp_path: Path, secrets: Mapping[str, str], content: bytes, what: str
) -> None:
    (tmp_path / "master.key").write_bytes(content)
    told = complaints(None, secrets)
    assert len(told) == 1
    assert what in told[0]


def test_a_folder_where_a_file_should_be_is_told(tmp_path: Path, secrets: Mapping[str, str]) -> None:
    environ = {**secrets, "VINKJE_TELEGRAM__TOKEN": "", "VINKJE_TELEGRAM__TOKEN_FILE": str(tmp_path)}
    assert "cannot be read (Is a directory)" in complaints(None, environ)[0]


def test_no_secret_shows_when_settings_are_printed(secrets: Mapping[str, str]) -> None:
    read = Settings.read(None, {**secrets, "VINKJE_DATABASE__URL": "postgresql://v:canary@host/v"})
    shown = f"{read!r} {read} {read.model_dump()}"
    assert "canary" not in shown
    assert base64.b64encode(KEY).decode() not in shown
    assert set(read.secrets) == {TOKEN, "canary", base64.b64encode(KEY).decode()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    source=st.one_of(
        st.text(), st.binary(), st.sampled_from(["telegram:", "log: {level: {a: b}}", "- a", "a"])
    )
)
def test_whatever_the_file_holds_it_is_read_or_complained_about(tmp_path: Path, source: str | bytes) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
    assert complaints(path, {})


def test_the_example_as_it_is_says_what_to_fill_in(tmp_path: Path) -> None:
    environ = {"LANG": "nl_NL", "VINKJE_KEYS__MASTER_FILE": str(tmp_path / "no.key")}
    lines = EXAMPLE.read_text("utf-8").splitlines()
    told = complaints(EXAMPLE, environ)
    assert [each.split(": ")[1] for each in told] == [
        "telegram.token_file",
        "who_is_responsible",
        "keys.master_file",
    ]
    assert lines[int(told[1].split(":")[1]) - 1] == "who_is_responsible:"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "this file cannot be read" in complaints(tmp_path / "config.yaml", {})[0]


def test_the_example_is_complete_and_right(tmp_path: Path, secrets: Mapping[str, str]) -> None:
    root = load_file(EXAMPLE)
    assert isinstance(root, Fields)
    in_file = {(section, *below) for section, below in _keys(root)}
    assert in_file == set(_known())
    Settings.read(EXAMPLE, {**secrets, "VINKJE_TELEGRAM__TOKEN_FILE": str(tmp_path / "unused")})


def test_the_example_holds_the_values_that_are_used_without_it() -> None:
    example = Settings.model_validate(_values(load_file(EXAMPLE)))
    bare = Settings.model_validate({"language": "nl"})
    usual = example.model_dump(exclude={"who_is_responsible", "telegram", "keys"})
    assert usual == bare.model_dump(exclude={"who_is_responsible", "telegram", "keys"})


def test_every_complaint_that_the_settings_make_has_its_words() -> None:
    source = (EXAMPLE.parent / "bot" / "settings.py").read_text("utf-8")
    source += (EXAMPLE.parent / "bot" / "nearest.py").read_text("utf-8")
    source += (EXAMPLE.parent / "bot" / "misconfigured.py").read_text("utf-8")
    source += (EXAMPLE.parent / "flows" / "source.py").read_text("utf-8")
    kinds = {
        key.split(".")[1]
        for key in Catalogue.ours().keys
        if key.startswith("settings.") and key.count(".") > 1
    }
    assert {kind for kind in kinds if f'"{kind.removeprefix("yaml_")}"' not in source} == set()


def test_no_setting_is_without_effect() -> None:
    files = [file for file in (EXAMPLE.parent / "bot").rglob("*.py") if file.name != "misconfigured.py"]
    code = "".join(file.read_text("utf-8") for file in files)
    read = r"\b(settings|self)\.{0}\b|\bresponsible\.{1}\b"
    unread = [key for key in _known() if not re.search(read.format(r"\.".join(key), key[-1]), code)]
    whole = [key for key in unread if f"settings.{'.'.join(key[:-1])}.model_dump()" in code]
    assert unread == whole


@pytest.mark.parametrize(
    "file", ["compose.yaml", "compose.scale.yaml", "Dockerfile", "deploy/vinkje.service", "docs/operating.md"]
)
def test_every_variable_that_we_name_is_a_setting(file: str) -> None:
    named = set(re.findall(r"VINKJE_[A-Z_]*[A-Z]", (EXAMPLE.parent / file).read_text("utf-8")))
    known = {f"VINKJE_{'__'.join(key)}".upper() for key in _known()} | {"VINKJE_CONFIG"}
    assert named
    assert named <= known


def _known() -> list[tuple[str, ...]]:
    from bot.misconfigured import known_keys

    known = list(known_keys(Settings))
    sections = {key[:-1] for key in known}
    return [key for key in known if key not in sections]


def _keys(fields: Fields) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, node in fields.fields.items():
        if isinstance(node, Fields):
            found.extend((name, (below, *rest)) for below, rest in _keys(node))
        else:
            found.append((name, ()))
    return found


def _values(node: object) -> dict[str, object]:
    assert isinstance(node, Fields)
    plain: dict[str, object] = {}
    for name, below in node.fields.items():
        if isinstance(below, Fields):
            plain[name] = _values(below)
        elif value := getattr(below, "value", None):
            plain[name] = value
    return {name: value for name, value in plain.items() if value}
