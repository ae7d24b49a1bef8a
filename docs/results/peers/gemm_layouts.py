import torch,time
torch.backends.cuda.matmul.allow_fp16_reduced_precision_reduction=True
def bench(M,K,N,layout,L=24):
    x=torch.randn(M,K,device='cuda',dtype=torch.float16)
    ws=[torch.randn(K,N,device='cuda',dtype=torch.float16)*0.02 if layout=='NN' else (torch.randn(N,K,device='cuda',dtype=torch.float16)*0.02).t() for _ in range(L)]
    o=torch.empty(M,N,device='cuda',dtype=torch.float16)
    s=torch.cuda.Stream()
    with torch.cuda.stream(s):
        for w in ws: torch.mm(x,w,out=o)
    torch.cuda.synchronize()
    g=torch.cuda.CUDAGraph()
    with torch.cuda.graph(g):
        for w in ws: torch.mm(x,w,out=o)
    for _ in range(5): g.replay()
    ts=[]
    for _ in range(30):
        a=torch.cuda.Event(enable_timing=True);b=torch.cuda.Event(enable_timing=True)
        a.record();g.replay();b.record();torch.cuda.synchronize();ts.append(a.elapsed_time(b))
    ts.sort();t=ts[15]/L*1e3
    print(f"M={M} K={K} N={N} {layout}: {t:.2f} us  {K*N*2/t*1e-3:.0f} GB/s",flush=True)
for M in (1,2,8):
    for K,N in ((1024,3072),(1024,1024),(1024,4096),(4096,1024)):
        for lay in ('NN','TN'): bench(M,K,N,lay)
    for lay in ('NN','TN'): bench(M,1024,50257,lay,4)
