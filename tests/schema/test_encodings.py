"""What was made shorter is what it was, once it is made longer again."""

import gzip

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from schema.encodings import encode


@given(body=st.binary(min_size=1))
def test_gzip_can_be_read_by_everyone(body: bytes) -> None:
    assert gzip.decompress(encode(body, "gzip")) == body


@given(body=st.binary(min_size=1))
def test_brotli_and_zstandard_give_back_what_was_put_in(body: bytes) -> None:
    for encoding, codec in (("br", pa.Codec("brotli")), ("zstd", pa.Codec("zstd"))):
        packed = encode(body, encoding)
        assert codec.decompress(packed, len(body), asbytes=True) == body


def test_figures_take_a_tenth_of_the_room() -> None:
    body = b'{"period":"2022","value":0.5,"status":"DECLARED_PUBLIC"}' * 100
    for encoding in ("br", "zstd", "gzip"):
        assert len(encode(body, encoding)) < len(body) / 10
