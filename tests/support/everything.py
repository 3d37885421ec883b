"""One entry of every kind, with all its fields."""

from __future__ import annotations

__all__ = ["ONE_OF_EVERYTHING"]

ONE_OF_EVERYTHING = """\
marking: PUBLIC
sources:
- id: leaflet
  title: 'Leaflet: "Lamps" & <wicks>'
  publisher: Zubrowka Lobbies
  published: 2007-03
  updated: 2007-04-05
  retrieved: 2026
  address: https://lobbies.example/?a=1&b=2
  language: en
  quotes: league-charter
people:
- id: porter
  names:
  - {text: Pórter, lang: tg-Latn, form: variant, valid: 2007/.., attested: [2008, 2009-05~], evidence: [leaflet]}
  - {text: Porter, lang: en}
organisations:
- {id: guild, names: [{text: Guild, lang: en}], valid: 1900/..}
frameworks:
- {id: plan, organisation: guild, names: [{text: Plan, lang: en}], valid: 1901/.., evidence: [leaflet], review: P18M}
areas:
- {id: wax, names: [{text: Wax, lang: en}]}
posts:
- id: porter-post
  role: mission
  titles: [{text: Porter, lang: en}]
  partner: zubrowka
  seats: 2
  valid: 1902/..
  evidence: [leaflet]
  review: P90D
- {id: guild-post, role: mission, titles: [{text: Master, lang: en}], organisation: guild, covers: [zubrowka]}
statements:
- id: statement
  on: 2007-03-04
  review: 2027
  headline: {en: Lamps, fr: Lampes}
  text: NO
  evidence:
  - league-charter
  - {source: leaflet, locator: p. 3, asserted: 2007-04, attests: 2007-05, via: league-charter}
  - {source: leaflet, says: {valid: 2006/2007, holder: porter, value: 3, text: Wax.}}
memberships:
- {id: membership, framework: plan, valid: 2007/, text: All., evidence: [leaflet]}
agreements:
- {id: agreement, on: ../2007, title: Treaty, evidence: [leaflet]}
cooperation:
- {id: cooperation, area: wax, valid: 2007/.., text: Wax., evidence: [leaflet]}
tenures:
- {id: tenure, post: porter-post, holder: porter, valid: /2007, evidence: [leaflet]}
- {id: vacancy, post: porter-post, vacant: yes, valid: 2007~, evidence: [leaflet]}
figures:
- {id: figure, name: Wicks, value: 1_000, valid: 2007, evidence: [leaflet]}
contacts:
- id: contact
  on: 2007-03-04
  form: signature
  with: guild
  place: Lutz
  ours: [porter, {person: porter, post: porter-post}]
  theirs: [{person: porter, as: Guest}, {group: Porters}]
  topics: [Wax, {en: Wicks}]
  evidence: [leaflet]
visits:
- id: visit
  on: 2007-03-04/2007-03-05
  with: guild
  purpose: Wax
  languages: Waxen
  press: No wax.
  ours: [porter]
  programme:
  - {day: 2007-03-05, time: 09:30, until: 10:00, what: Walk, where: Lutz, with: [{person: porter, as: Guide}]}
  - {day: 2007-03-04, what: Rest}
  evidence: [leaflet]
lines:
- {id: line, use: point, to: Guests, valid: 2007/, text: More wax., evidence: [leaflet]}
- id: answer
  use: if-raised
  trigger: Wicks
  raised: likely
  to: {en: All}
  valid: 2007/
  text: Wax.
  rests: [zubrowka/line, shared/keeper-agatha]
"""
