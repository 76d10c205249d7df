"""The file, its signature, its names, and comparing what is in it. No database."""

from roterfaden.transfer.methods.bundle import (
    HEAD,
    PAGE,
    TERM,
    Bundle,
    Object,
    Sender,
    read_bundle,
    schema,
    write_bundle,
)
from roterfaden.transfer.methods.comparing import (
    Difference,
    Known,
    differences,
    digest,
    essence,
    state_of,
    title_of,
)
from roterfaden.transfer.methods.names import Found, Hit, Replacement, adapted, bare_name, changed_words, found_names
from roterfaden.transfer.methods.processes import object_of, template_from
from roterfaden.transfer.methods.screening import without_contacts
from roterfaden.transfer.methods.signing import fingerprint, in_groups, key_from, new_key, private_text, public_text
from roterfaden.transfer.methods.wishes import Wishes

__all__ = [
    "HEAD",
    "PAGE",
    "TERM",
    "Bundle",
    "Difference",
    "Found",
    "Hit",
    "Known",
    "Object",
    "Replacement",
    "Sender",
    "Wishes",
    "adapted",
    "bare_name",
    "changed_words",
    "differences",
    "digest",
    "essence",
    "fingerprint",
    "found_names",
    "in_groups",
    "key_from",
    "new_key",
    "object_of",
    "private_text",
    "public_text",
    "read_bundle",
    "schema",
    "state_of",
    "template_from",
    "title_of",
    "without_contacts",
    "write_bundle",
]
