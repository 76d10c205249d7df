"""Who may change the register of places."""

import rules

from roterfaden.accounts.rules import is_administrator, is_system

rules.add_perm("places.add_area", is_administrator | is_system)
rules.add_perm("places.set_up_instance", is_administrator | is_system)
rules.add_perm("places.offer_languages", is_administrator | is_system)
rules.add_perm("places.set_up_house", is_administrator | is_system)
rules.add_perm("places.change_house", is_administrator | is_system)
rules.add_perm("places.change_look", is_administrator | is_system)
rules.add_perm("places.write_house_text", is_administrator | is_system)
