"""How drawings look, by day and by night. No text of an account is in here."""

SVG_STYLE = """\
.iam{--paper:#fff;--card:#fff;--edge:#c9d1dc;--ink:#1b2430;--soft:#566274;--line:#6b7a90;--start:#1f6feb;--end:#c62f3b;\
--power:#fdf1f2;--maybe:#8a5a00;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){.iam{--paper:#12161d;--card:#1b212b;--edge:#3a4454;--ink:#e8edf4;--soft:#a3b0c2;\
--line:#8695ab;--start:#6cb0ff;--end:#ff8088;--power:#33202a;--maybe:#e8b95c}}
.iam .paper{fill:var(--paper)}
.iam .card{fill:var(--card);stroke:var(--edge)}
.iam .end .card{fill:var(--power);stroke:var(--end)}
.iam .rule{stroke:var(--edge)}
.iam text{fill:var(--ink);unicode-bidi:isolate}
.iam .kind{fill:var(--soft);font-size:11px}
.iam .name{font-size:14px;font-weight:600}
.iam .says{font-size:12px}
.iam .reached{fill:var(--end);font-size:11px;font-weight:600}
.iam .depends{fill:var(--maybe);font-size:11px}
.iam .mark{fill:none}
.iam .starts .mark{fill:var(--start)}
.iam .end .mark{fill:var(--end)}
.iam .dot{fill:var(--line)}
.iam .line{fill:none;stroke:var(--line);stroke-width:1.6}
.iam .maybe{stroke:var(--maybe);stroke-dasharray:6 4}
.iam .tip{fill:var(--line)}
"""
"""Of a drawing, alone or in a page."""

PAGE_STYLE = """\
:root{color-scheme:light dark}
*{box-sizing:border-box}
body.iam{margin:0;background:var(--paper);color:var(--ink);line-height:1.5}
main{max-width:1400px;margin:0 auto;padding:24px 24px 64px}
h1{font-size:26px;margin:8px 0 4px}
h2{font-size:19px;margin:32px 0 12px}
p{margin:6px 0}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
bdi{overflow-wrap:anywhere}
.soft{color:var(--soft)}
.bad{color:var(--end)}
.when{color:var(--maybe)}
figure{margin:20px 0;border:1px solid var(--edge);border-radius:12px;overflow-x:auto}
figure svg{display:block;margin:0 auto}
details{border:1px solid var(--edge);border-radius:10px;background:var(--card);margin:10px 0;padding:0 18px}
summary{cursor:pointer;padding:12px 0;overflow-wrap:anywhere}
details ol{margin:0 0 14px;padding-left:24px}
li{margin:10px 0}
li p,li ul{font-size:14.5px}
li ul{padding-left:18px;margin:4px 0}
li li{margin:4px 0}
pre{margin:4px 0 10px;padding:8px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--paper);\
white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.4}
"""
"""Of what is around a drawing in a page."""
