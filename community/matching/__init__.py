"""Peer groups: who learns with whom, why, and how groups are kept when people come and go.

Pure: no clock, no chance of its own (a seed is an argument), no storage. The names below are what other rooms use.
"""

from community.matching.candidates import Candidate, History, Wish
from community.matching.formation import Formation, Group, Outcome, Reason, State, appraise, moved, swapped
from community.matching.forming import form
from community.matching.pairs import Pairings, pairings, pause_due
from community.matching.reasons import Elsewhere, Explanation, explain
from community.matching.repair import Place, Proposal, Remedy, mend, place_late
from community.matching.rota import GroupRole, Week, rotate_roles
from community.matching.search import usual_looks
from community.matching.situation import Situation
from community.matching.weights import Parts, Rules, Weights

__all__ = [
    "Candidate", "Elsewhere", "Explanation", "Formation", "Group", "GroupRole", "History", "Outcome", "Pairings", "Parts",
    "Place", "Proposal", "Reason", "Remedy", "Rules", "Situation", "State", "Week", "Weights", "Wish", "appraise", "explain", "form",
    "mend", "moved", "pairings", "pause_due", "place_late", "rotate_roles", "swapped", "usual_looks",
]  # fmt: skip
