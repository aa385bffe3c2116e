import sys
print("RUN",file=sys.stderr)
import cProfile,pstats,runpy,os,time
pr=cProfile.Profile(); t=time.perf_counter(); pr.enable()
try: exec(compile(open("/work/main/dashboard.py").read(),"/work/main/dashboard.py","exec"))
finally:
    pr.disable(); dt=time.perf_counter()-t
    if os.environ.get("BB_PROF_ON"): print("SCRIPT",round(dt*1e3),file=sys.stderr); pstats.Stats(pr,stream=sys.stderr).sort_stats(os.environ["BB_PROF_ON"]).print_stats(38)
