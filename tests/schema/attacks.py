"""Which questions are asked to hurt? Each is short to send and long to answer."""

from collections.abc import Mapping

import orjson

#: Two uses of each fragment in the one before: written out, more than a million.
FAN_OUT = "".join(
    f"fragment f{one} on Cooperative {{"
    f" a: bodies {{ nodes {{ cooperative {{ ...f{one + 1} }} }} }}"
    f" b: bodies {{ nodes {{ cooperative {{ ...f{one + 1} }} }} }} }}"
    for one in range(20)
)
SIDE_BY_SIDE = "".join(
    f"fragment f{one} on Query {{ ...f{one + 1} ...f{one + 1} }}" for one in range(20)
)

#: By name: a document that is refused.
DOCUMENTS: Mapping[str, str] = {
    "fragments that double at every level": FAN_OUT
    + "fragment f20 on Cooperative { slug } { cooperatives { nodes { ...f0 } } }",
    "fragments that double side by side": SIDE_BY_SIDE
    + "fragment f20 on Query { a: __typename } { ...f0 }",
    "fragments that all use all later ones": "".join(
        f"fragment f{one} on Query {{ __typename "
        + " ".join(f"...f{other}" for other in range(one + 1, 60))
        + " }"
        for one in range(60)
    )
    + "{ ...f0 }",
    "too many aliases": "{" + " ".join(f"a{one}: __typename" for one in range(1_600)) + "}",
    "the same field again and again": "{" + "__typename " * 4_900 + "}",
    "the same list again and again": "{" + "indicators { code } " * 1_200 + "}",
    "the same lists as often as may be": "{"
    + "cooperatives { nodes { name ... on Cooperative { name } } } " * 120
    + "}",
    "fragments that ask one thing, otherwise each time": "{"
    + " ".join(f"...f{one}" for one in range(90))
    + "}"
    + "".join(
        f'fragment f{one} on Query {{ a: cooperative(slug: "{one}") {{ name slug }} }} '
        for one in range(90)
    ),
    "aliases of one list": "{"
    + " ".join(f"a{one}: observations(filter: {{}}) {{ nodes {{ value }} }}" for one in range(300))
    + "}",
    "too deep": '{ cooperative(slug: "x") '
    + "{ bodies { nodes { cooperative " * 300
    + "{ slug }"
    + "} } }" * 300
    + "}",
    "a fragment within itself": "fragment f on Query { ...f } { ...f }",
    "two fragments within each other": "fragment f on Query { ...g } fragment g on Query { ...f }"
    "{ ...f }",
    "a long chain of fragments": "".join(
        f"fragment f{one} on Query {{ ...f{one + 1} }}" for one in range(500)
    )
    + "fragment f500 on Query { __typename } { ...f0 }",
    "many operations": "".join(f"query q{one} {{ __typename }} " for one in range(900)),
    "a list within a list": "{ compare(indicators: " + "[" * 3000 + "]" * 3000 + ") { unknown } }",
    "an object within an object": "{ observations(filter: "
    + "{a: " * 1200
    + "1"
    + "}" * 1200
    + ") { nodes { value } } }",
    "many directives": "{ __typename " + "@skip(if: false) " * 700 + "}",
    "unknown directives": "{ __typename " + "@a " * 2_400 + "}",
    "many variables": "query("
    + " ".join(f"$v{one}: Int" for one in range(1_200))
    + ") { __typename }",
    "many unknown fields": "{" + " ".join(f"unknown{one}" for one in range(480)) + "}",
    "as many unknown fields as may be": "{" + " ".join(f"unknown{n}" for n in range(400)) + "}",
    "as many unknown arguments as may be": "{" + " ".join(f"u{n}(b: 1)" for n in range(300)) + "}",
    "more variables than anyone needs": "query("
    + " ".join(f"$v{one}: Int" for one in range(101))
    + ") { __typename }",
    "more operations than anyone needs": "".join(
        f"query q{one} {{ __typename }} " for one in range(101)
    ),
    "as many unused variables as may be": "query("
    + " ".join(f"$v{n}: Int" for n in range(100))
    + ") { __typename }",
    "as many unknown fragments as may be": "{" + " ".join(f"...u{n}" for n in range(600)) + "}",
    "one field as often as may be, otherwise each time": "{"
    + " ".join(f"indicators(family: {n}) {{ code }}" for n in range(230))
    + "}",
    "many tokens": "{" + "a " * 40_000 + "}",
    "a long comment": "#" * 90_000 + "\n{ __typename " + "@skip(if: false) " * 60 + "}",
    "a huge page": "{ observations(filter: {}, first: 1000000) { nodes { value } } }",
    "a page of minus one": "{ cooperatives(first: -1) { nodes { slug } } }",
    "a number of many digits": "{ cooperatives(first: " + "9" * 50_000 + ") { nodes { slug } } }",
    "pages within pages": "{ cooperatives(first: 100) { nodes { observations(first: 1000) "
    "{ nodes { value cooperative { bodies(first: 100) { nodes { code } } } } } } } }",
    "introspection again and again": "{"
    + " ".join(f"a{n}: __schema {{ types {{ fields {{ name }} }} }}" for n in range(5))
    + "}",
    "one type again and again": "{"
    + " ".join(f'a{n}: __type(name: "Query") {{ fields {{ name }} }}' for n in range(40))
    + "}",
    "introspection of introspection": "{ __schema { types { fields { type { fields { type "
    "{ fields { type { fields { type { name } } } } } } } } } } }",
}

#: By name: a body that is no document at all.
BODIES: Mapping[str, bytes] = {
    "deep JSON": b'{"query": "{ __typename }", "variables": '
    + b"[" * 100_000
    + b"]" * 100_000
    + b"}",
    "deep JSON objects": b'{"query": "{ __typename }", "variables": '
    + b'{"a":' * 100_000
    + b"1"
    + b"}" * 100_000
    + b"}",
    "many values": orjson.dumps(
        {
            "query": "query($c: [String!]!) "
            "{ compare(indicators: $c, cooperatives: $c) { periods } }",
            "variables": {"c": [f"c{one}" for one in range(90_000)]},
        }
    ),
    "bad UTF-8": b'{"query": "{ __typename \xff }"}',
    "many representations": orjson.dumps(
        {
            "query": "query($r: [_Any!]!) { _entities(representations: $r) { ... on Cooperative "
            "{ slug name country sector observations { nodes { value } } } } }",
            "variables": {"r": [{"__typename": "Cooperative", "id": "x"}] * 15_000},
        }
    ),
}
