"""The benchmark: its arguments, its figures and its judgement; servers and generators have tests of their own."""

import pytest

from load.bench_zim import Measured, judge, main


@pytest.mark.parametrize("arguments", [["--meting", "0"], ["--verbindingen", "1"]])
def test_bad_input_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "moet minstens 1 zijn" in capsys.readouterr().err


def test_measurement_tells_what_one_processor_would_do() -> None:
    measured = Measured(1000, 2.0, 0.5)

    assert measured.rate == 500
    assert "500 microseconden CPU, dat is hoogstens 2000/s" in str(measured)


@pytest.mark.parametrize(
    ("rate", "bare", "megabytes", "missed"),
    [
        (1600.0, 3000.0, 100, 0),
        (1400.0, 2000.0, 100, 1),
        (1600.0, 4000.0, 100, 1),
        (1600.0, 3000.0, 300, 1),
        (100.0, 4000.0, 300, 3),
    ],
)
def test_each_target_is_judged(
    rate: float, bare: float, megabytes: int, missed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    met = judge(Measured(int(rate), 1.0, 1.0), Measured(int(bare), 1.0, 1.0), megabytes * 2**20)

    assert met is (missed == 0)
    assert capsys.readouterr().out.count("NIET gehaald") == missed
