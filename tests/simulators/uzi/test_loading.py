from pathlib import Path

from simulators.uzi.pki import Pki


def test_the_list_names_files_that_exist_and_every_store(pki: Pki) -> None:
    text = pki.loading_list()
    files = {word.rstrip(",)") for word in text.split() if word.startswith(str(pki.directory))}
    assert len(files) >= 6
    assert all(Path(file).exists() for file in files if "NAAM" not in file)
    for place in ("Windows-certificaatarchief", "Java-keystore", "PEM (", "Proxy die TLS beëindigt"):
        assert place in text
    for path in (*pki.crl_paths("server"), *pki.crl_paths("pas")):
        assert f"http://crl.toetsbank.test{path}" in text
    assert "BEGIN" not in text
