"""The counter of these tests."""

from tests.process.conftest import counter, oost

__all__ = ["counter", "oost"]
