"""Where and in what precision a model runs: chosen for the machine, overridable by the user."""

from __future__ import annotations

import torch

PRECISIONS = ("auto", "fp32", "bf16", "fp16")
DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


def choose_device(name: str = "auto") -> torch.device:
    """The device named, or for `auto` the first there is of cuda, mps and cpu.

    Raises:
        ValueError: the name is none that torch knows, or this machine has no such device.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    kind = name.split(":")[0]
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if kind not in there:
        raise ValueError(f"device is {name!r}; allowed: auto, cpu, cuda, cuda:N, mps")
    if not there[kind]:
        raise ValueError(f"device is {name!r}, which this machine does not have; allowed: auto, cpu")
    try:
        return torch.device(name)
    except RuntimeError:
        raise ValueError(f"device is {name!r}; allowed: auto, cpu, cuda, cuda:N, mps") from None


def choose_precision(name: str, device: torch.device) -> str:
    """`fp32`, `bf16` or `fp16`: as named, or for `auto` the fastest that is safe on this device.

    On a CPU `auto` takes bf16 only where the processor computes it (AVX512-BF16 or AMX); elsewhere it is emulated
    and slower than fp32.

    Raises:
        ValueError: the name is not one of the four, or fp16 is asked of a CPU.
    """
    if name not in PRECISIONS:
        raise ValueError(f"precision is {name!r}; allowed: {', '.join(PRECISIONS)}")
    if name == "fp16" and device.type == "cpu":
        raise ValueError("precision is 'fp16' on a cpu; allowed: auto, fp32, bf16")
    if name != "auto":
        return name
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
    if device.type == "cpu" and _cpu_computes_bf16():
        return "bf16"
    return "fp32"


def _cpu_computes_bf16() -> bool:
    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16"))
