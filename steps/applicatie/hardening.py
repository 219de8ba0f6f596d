"""Steps about hardening: what of it shows from outside."""

from urllib.parse import urlsplit

from pytest_bdd import then, when

from steps.applicatie.soap import not_reachable
from steps.deciding import decided_or_not
from toetsbank.judge import Judge
from toetsbank.ports import OFTEN_OPEN, is_own_machine, open_ports
from toetsbank.rulings import hardening, server
from toetsbank.tls_probe import ServerFacts, probe, sut_target
from toetsbank.world import World
from toetsbank.zim_calls import ZimCaller


@when("de TLS-server van het GBx wordt doorgelicht", target_fixture="tls_server")
def probe_server(world: World, zim_caller: ZimCaller) -> ServerFacts | None:
    if not zim_caller.may_call:
        return None
    return probe(sut_target(world))


@then("laat geen TLS-instelling het GBx zonder bescherming")
def is_hardened(judge: Judge, world: World, tls_server: ServerFacts | None) -> None:
    if tls_server is None:
        not_reachable(judge)
        return
    decided_or_not(judge, world, server.hardened(tls_server, world.catalogue.ncsc))


@when("gekeken wordt welke gangbare poorten van de host van het GBx open zijn", target_fixture="ports")
def look_at_ports(world: World, zim_caller: ZimCaller) -> tuple[int, ...] | None:
    if not zim_caller.may_call:
        return None
    host, _ = world.sut_address
    if is_own_machine(host):
        return None
    return open_ports(world.loop, host, (*OFTEN_OPEN, *_declared(world)))


@then("is elke open poort verklaard")
def ports_are_declared(judge: Judge, world: World, ports: tuple[int, ...] | None) -> None:
    if ports is None:
        judge.does_not_apply(
            expected=hardening.DECLARED,
            observed="het GBx heeft geen server, of draait op de machine van de toetsbank; haar poorten zeggen niets",
        )
        return
    decided_or_not(judge, world, hardening.declared_ports(ports, _declared(world)))


def _declared(world: World) -> set[int]:
    upper = world.profile.upper_tester
    own = () if upper is None else (urlsplit(upper.url).port or 80,)
    return {world.sut_address[1], *world.profile.sut.poorten, *own}
