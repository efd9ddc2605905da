"""Which tables does the workspace have? All of them, for its migrations and for tests."""

from hub.agreements import AGREEMENTS
from hub.audit_log import AUDIT_LOG
from hub.choices import CHOICES
from hub.identity.tables import CLIENTS
from hub.jobs import JOBS
from hub.partners.pushes import PUSHES
from hub.workspace import METADATA

__all__ = ["AGREEMENTS", "AUDIT_LOG", "CHOICES", "CLIENTS", "JOBS", "METADATA", "PUSHES"]
