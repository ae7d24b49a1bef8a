"""PyTorch's own figures for the shapes that Inferbench measures, taken on the same machine in the same session.

Evidence only: nothing in Inferbench needs it. Random weights, SDPA attention, one wall-clock reading per call with a
synchronize at its end, median and p90 of the calls after a warm-up. Every section that fails says so in the JSON.

    python3 pytorch_peer.py OUT.json [--bert] [--gpt2] [--ceilings]
"""
import argparse
import json
import statistics
import time
import traceback

import torch
import transformers


def timed(call, repeats, warmup=10):
    for _ in range(warmup):
        call()
    torch.cuda.synchronize()
    samples = []
    for _ in range(repeats):
        start = time.perf_counter_ns()
        call()
        torch.cuda.synchronize()
        samples.append(time.perf_counter_ns() - start)
    samples.sort()
    return {"p50_ms": statistics.median(samples) / 1e6, "p90_ms": samples[int(len(samples) * 0.9)] / 1e6, "n": repeats}


def ceilings():
    a = torch.randn(8192, 8192, device="cuda", dtype=torch.float16)
    b = torch.randn(8192, 8192, device="cuda", dtype=torch.float16)
    product = timed(lambda: a @ b, 50)
    source = torch.randn(1 << 30, device="cuda", dtype=torch.float32)
    target = torch.empty_like(source)
    copy = timed(lambda: target.copy_(source), 20)
    return {
        "fp16_tflops": 2 * 8192**3 / product["p50_ms"] / 1e9,
        "copy_terabytes_per_s": 2 * source.numel() * 4 / copy["p50_ms"] / 1e9,
    }


def bert(shapes, repeats):
    config = transformers.BertConfig(num_labels=2, attn_implementation="sdpa")
    model = transformers.BertForSequenceClassification(config).half().cuda().eval()
    result = {}
    for batch, length in shapes:
        ids = torch.randint(0, config.vocab_size, (batch, length), device="cuda")
        mask = torch.ones_like(ids)
        row = {}
        with torch.inference_mode():
            row["eager"] = timed(lambda: model(input_ids=ids, attention_mask=mask).logits, repeats)
            torch._dynamo.reset()
            compiled = torch.compile(model, mode="reduce-overhead")
            row["compile_reduce_overhead"] = timed(
                lambda: compiled(input_ids=ids, attention_mask=mask).logits, repeats, warmup=20)
        result[f"b{batch}_s{length}"] = row
    return result


def gpt2(batch, prompt, new_tokens):
    config = transformers.GPT2Config(
        n_embd=1024, n_layer=24, n_head=16, n_positions=prompt + new_tokens, attn_implementation="sdpa")
    model = transformers.GPT2LMHeadModel(config).half().cuda().eval()
    ids = torch.randint(0, config.vocab_size, (batch, prompt), device="cuda")
    row = {}

    def decode(step, cache, first):
        token, samples = first, []
        for index in range(new_tokens - 1):
            position = torch.tensor([prompt + index], device="cuda")
            torch.cuda.synchronize()
            start = time.perf_counter_ns()
            logits = step(token, cache, position)
            token = logits[:, -1:].argmax(-1).clone()
            torch.cuda.synchronize()
            samples.append(time.perf_counter_ns() - start)
        tail = sorted(samples[10:])
        return {"step_p50_ms": statistics.median(tail) / 1e6, "step_p90_ms": tail[int(len(tail) * 0.9)] / 1e6, "n": len(tail)}

    with torch.inference_mode():
        row["prefill"] = timed(lambda: model(input_ids=ids, use_cache=True, logits_to_keep=1).logits, 5, warmup=2)
        out = model(input_ids=ids, use_cache=True, logits_to_keep=1)
        first = out.logits[:, -1:].argmax(-1)
        row["dynamic_cache"] = decode(
            lambda token, cache, position: model(input_ids=token, past_key_values=cache, use_cache=True).logits,
            out.past_key_values, first)
        try:
            cache = transformers.StaticCache(config=config, max_cache_len=prompt + new_tokens)
            model(input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=1,
                  cache_position=torch.arange(prompt, device="cuda"))
            compiled = torch.compile(model, mode="reduce-overhead", fullgraph=False)
            row["static_cache_compiled"] = decode(
                lambda token, kept, position: compiled(
                    input_ids=token, past_key_values=kept, use_cache=True, cache_position=position,
                    position_ids=position.unsqueeze(0).expand(batch, 1)).logits,
                cache, first)
        except Exception:
            row["static_cache_compiled"] = {"error": traceback.format_exc(limit=3)}
    return row


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--bert", action="store_true")
    parser.add_argument("--gpt2", action="store_true")
    parser.add_argument("--ceilings", action="store_true")
    parser.add_argument("--repeats", type=int, default=200)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    result = {
        "torch": torch.__version__, "transformers": transformers.__version__, "cuda": torch.version.cuda,
        "device": torch.cuda.get_device_name(0),
    }
    sections = {}
    if arguments.ceilings:
        sections["ceilings"] = ceilings
    if arguments.bert:
        sections["bert_base_fp16"] = lambda: bert([(1, 128), (8, 128), (32, 128), (1, 256), (8, 256), (32, 256)],
                                                  arguments.repeats)
    if arguments.gpt2:
        for batch, prompt in ((2, 8064), (1, 8064), (2, 896), (1, 896)):
            sections[f"gpt2_medium_fp16_b{batch}_p{prompt}"] = lambda b=batch, p=prompt: gpt2(b, p, 128)
    for name, section in sections.items():
        started = time.time()
        try:
            result[name] = section()
        except Exception:
            result[name] = {"error": traceback.format_exc(limit=5)}
        print(name, f"{time.time() - started:.1f} s", json.dumps(result[name])[:400], flush=True)
        with open(arguments.out, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
