"""What runs in a cluster runs without privileges, and the public side without the vault."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MANIFESTS = ROOT / "k8s"
KUSTOMIZATIONS = sorted(MANIFESTS.rglob("kustomization.yaml"))
PATCHES = {"api-with-sqlite.yaml", "release-with-sqlite.yaml"}

Manifest = Mapping[str, Any]


def documents() -> Iterator[tuple[str, Manifest]]:
    """Every Kubernetes object, with the name of the file it stands in; patches left out."""
    for file in sorted(MANIFESTS.rglob("*.yaml")):
        if file.name == "kustomization.yaml" or file.name in PATCHES:
            continue
        for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            yield file.name, document


def pods() -> list[Any]:
    """The pod of every workload, named by its kind and name."""
    return [
        pytest.param(one["spec"]["template"], id=f"{one['kind']}-{one['metadata']['name']}")
        for _, one in documents()
        if one["kind"] in {"Deployment", "Job"}
    ]


def containers(pod: Manifest) -> list[Manifest]:
    return [*pod["spec"]["containers"], *pod["spec"].get("initContainers", [])]


def environment(pod: Manifest) -> set[str]:
    return {one["name"] for container in containers(pod) for one in container.get("env", [])}


def of_kind(kind: str) -> list[Manifest]:
    return [one for _, one in documents() if one["kind"] == kind]


def dockerfile(pattern: str) -> list[str]:
    """What a pattern finds in the Dockerfile."""
    text = (MANIFESTS / "Dockerfile").read_text(encoding="utf-8")
    return re.findall(pattern, text, re.MULTILINE)


def test_there_is_something_to_check() -> None:
    assert {one["kind"] for _, one in documents()} >= {
        "Deployment",
        "Job",
        "NetworkPolicy",
        "PersistentVolumeClaim",
        "Service",
    }


@pytest.mark.parametrize("file", KUSTOMIZATIONS, ids=lambda file: file.parent.name)
def test_every_file_of_a_kustomization_exists(file: Path) -> None:
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    named = [*listed["resources"], *(patch["path"] for patch in listed.get("patches", []))]
    assert [name for name in named if not (file.parent / name).exists()] == []


def test_every_manifest_belongs_to_a_kustomization() -> None:
    named: set[Path] = set()
    for file in KUSTOMIZATIONS:
        listed = yaml.safe_load(file.read_text(encoding="utf-8"))
        paths = [*listed["resources"], *(patch["path"] for patch in listed.get("patches", []))]
        named |= {(file.parent / path).resolve() for path in paths}
    there = {file for file in MANIFESTS.rglob("*.yaml") if file.name != "kustomization.yaml"}
    assert there <= named


@pytest.mark.parametrize("pod", pods())
def test_a_pod_never_runs_as_root(pod: Manifest) -> None:
    security = pod["spec"]["securityContext"]
    assert security["runAsNonRoot"] is True
    assert security["runAsUser"] > 0
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}


@pytest.mark.parametrize("pod", pods())
def test_a_container_never_gains_privileges(pod: Manifest) -> None:
    for container in containers(pod):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


@pytest.mark.parametrize("pod", pods())
def test_a_pod_shares_nothing_with_its_machine_and_holds_no_token(pod: Manifest) -> None:
    spec = pod["spec"]
    assert {"hostNetwork", "hostPID", "hostIPC"}.isdisjoint(spec)
    assert not [volume for volume in spec["volumes"] if "hostPath" in volume]
    assert spec["automountServiceAccountToken"] is False


@pytest.mark.parametrize("pod", pods())
def test_an_image_is_pinned_by_a_tag_that_does_not_move(pod: Manifest) -> None:
    for container in containers(pod):
        assert re.search(r":\d+\.\d+\.\d+$", container["image"])


@pytest.mark.parametrize("pod", pods())
def test_a_container_asks_for_what_it_needs_and_has_a_limit(pod: Manifest) -> None:
    for container in containers(pod):
        assert set(container["resources"]["requests"]) == {"cpu", "memory"}
        assert "memory" in container["resources"]["limits"]


@pytest.mark.parametrize("pod", pods())
def test_an_address_with_a_password_comes_from_a_secret(pod: Manifest) -> None:
    for container in containers(pod):
        for variable in container.get("env", []):
            assert "secretKeyRef" in variable["valueFrom"], variable["name"]


def test_the_image_is_the_version_of_the_software() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = {
        container["image"]
        for _, one in documents()
        if one["kind"] in {"Deployment", "Job"}
        for container in containers(one["spec"]["template"])
    }
    assert images == {f"intercoop-hub:{project['version']}"}


def test_what_serves_is_probed() -> None:
    for deployment in of_kind("Deployment"):
        for container in containers(deployment["spec"]["template"]):
            probes = {
                name: container[name]["httpGet"]["path"]
                for name in ("startupProbe", "livenessProbe", "readinessProbe")
            }
            assert probes == {
                "startupProbe": "/livez",
                "livenessProbe": "/livez",
                "readinessProbe": "/readyz",
            }


def test_the_public_side_is_given_no_way_to_the_confidential_one() -> None:
    texts = [MANIFESTS / "base/api-deployment.yaml"]
    texts.append(MANIFESTS / "overlays/single-machine/api-with-sqlite.yaml")
    for text in texts:
        pod = yaml.safe_load(text.read_text(encoding="utf-8"))["spec"]["template"]
        assert environment(pod) == {"INTERCOOP_SHELF_URL"}
        claims = [volume.get("persistentVolumeClaim") for volume in pod["spec"]["volumes"]]
        assert {"claimName": "vault"} not in claims


def test_each_side_is_served_by_itself() -> None:
    said = {
        deployment["metadata"]["name"]: containers(deployment["spec"]["template"])[0]["args"]
        for deployment in of_kind("Deployment")
    }
    assert {name: args[args.index("--only") + 1] for name, args in said.items()} == {
        "api": "public",
        "partner": "partner",
    }


def test_every_pod_is_under_a_network_policy_and_the_rest_is_denied() -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in of_kind("NetworkPolicy")}
    assert policies["deny-everything-else"] == {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
    }
    covered = {
        spec["podSelector"].get("matchLabels", {}).get("app.kubernetes.io/component")
        for spec in policies.values()
    }
    workloads = {
        one["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/component"]
        for _, one in documents()
        if one["kind"] in {"Deployment", "Job"}
    }
    assert workloads <= covered


def test_nobody_may_connect_to_the_publisher() -> None:
    [publisher] = [
        one["spec"] for one in of_kind("NetworkPolicy") if one["metadata"]["name"] == "publisher"
    ]
    assert "Ingress" in publisher["policyTypes"]
    assert "ingress" not in publisher


def test_a_service_finds_its_pods() -> None:
    labels = [one["spec"]["template"]["metadata"]["labels"] for one in of_kind("Deployment")]
    for service in of_kind("Service"):
        wanted = service["spec"]["selector"].items()
        assert any(wanted <= given.items() for given in labels)


def test_a_claim_that_a_pod_mounts_exists() -> None:
    there = {one["metadata"]["name"] for one in of_kind("PersistentVolumeClaim")}
    text = "".join(file.read_text(encoding="utf-8") for file in MANIFESTS.rglob("*.yaml"))
    assert set(re.findall(r"claimName: (\S+)", text)) == there


def test_the_image_runs_as_the_user_that_the_pods_ask_for() -> None:
    assert dockerfile(r"^USER (\S+)$") == ["10001:10001"]


def test_the_image_is_built_on_a_pinned_version() -> None:
    assert all(re.search(r":\d+\.\d+", image) for image in dockerfile(r"^FROM (\S+)"))


def test_no_development_tool_stays_in_the_image() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = {re.split(r"[~=<>\[]", name)[0] for name in groups["dependency-groups"]["dev"]}
    [removed] = dockerfile(r"uninstall --yes \\\n((?:.+\n)+)")
    assert set(removed.replace("\\", " ").split()) == tools


def test_only_named_folders_enter_the_build() -> None:
    rules = (MANIFESTS / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    named = {name for line in dockerfile(r"^COPY (?!--from)(.+) \S+$") for name in line.split()}
    assert "*" in rules
    assert {f"!{name}" for name in named} <= set(rules)
