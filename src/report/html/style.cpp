// The page's style: calm, large enough to read, the same on a telephone, a screen and A4.
//
// Ink #1d2b30, soft ink #42535a, teal #135e5a; severities #962f1c, #734700, #29487b on pale grounds
// of their own: every pair has a contrast above 6. WeasyPrint knows no var() in shorthands: hence
// no variables.
#include "report/html/page.h"

namespace primum::report {
namespace {

constexpr Literal colors_and_text(R"(
*{box-sizing:border-box}
html{font:17px/1.6 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
color:#1d2b30;background:#faf8f4;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:50rem;padding:2rem 1.25rem 4rem}
h1,h2,h3,h4,h5,p,ul,ol{margin:0}
h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;margin:.2rem 0 .8rem}
h2{font-size:1.45rem;line-height:1.3;letter-spacing:-.01em;margin-bottom:.9rem}
h3{font-size:1.12rem;line-height:1.4;margin:1.8rem 0 .7rem}
h4{font-size:1rem;line-height:1.45}
h5{font-size:.95rem;margin:1rem 0 .3rem}
p+p,p+ul{margin-top:.6rem}
a{color:#135e5a;text-underline-offset:.18em}
a:focus-visible,summary:focus-visible,.frame:focus-visible{outline:3px solid #135e5a;
outline-offset:3px;border-radius:4px}
section{margin-top:3.2rem}
.brand{font-weight:700;color:#135e5a;letter-spacing:.02em}
.lead,.how,.age,.more,.why{color:#42535a}
.how,.age,.more{font-size:.9rem}
.s{overflow-wrap:anywhere}
code{font:.85em ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;list-style:none;padding:0;margin-top:1.4rem}
footer{margin-top:4rem;padding-top:1.2rem;border-top:1px solid #dde3e0;color:#42535a;
font-size:.9rem}
)");

constexpr Literal doctor(R"(
.hero{background:#fff;border:1px solid #dde3e0;border-radius:18px;padding:1.6rem 1.8rem;
margin-top:2rem}
.hero h2{font-size:1rem;font-weight:600;color:#42535a;letter-spacing:0;margin:0}
.number{display:flex;align-items:center;gap:1.1rem;margin:.2rem 0 .8rem;font-size:1.15rem;
line-height:1.45}
.number strong{font-size:5rem;font-size:clamp(3.4rem,13vw,5.4rem);line-height:1.05;letter-spacing:-.04em;
color:#135e5a}
.bad .number strong{color:#962f1c}
.good .number strong{color:#17603a}
.machines{margin:1.1rem 0;padding:0;list-style:none;border-top:1px solid #dde3e0}
.machines li{padding:.6rem 0;border-bottom:1px solid #dde3e0;font-size:.95rem}
.name{font-weight:600}
.tag{display:inline-block;font-size:.8rem;font-weight:600;line-height:1;padding:.35rem .6rem;
border-radius:99px;white-space:nowrap}
.tag.critical{color:#962f1c;background:#fbeae6}
.tag.high{color:#734700;background:#fcf1db}
.tag.medium{color:#29487b;background:#e8eef8}
.tag.low{color:#42535a;background:#edf1f0}
.week{list-style:none;padding:0;counter-reset:week;display:grid;gap:1rem}
.week>li{counter-increment:week;position:relative;background:#fff;border:1px solid #dde3e0;
border-radius:16px;padding:1.3rem 1.5rem 1.3rem 4.4rem}
.week>li::before{content:counter(week);position:absolute;left:1.4rem;top:1.15rem;width:2.1rem;
height:2.1rem;border-radius:50%;background:#135e5a;color:#fff;font-weight:700;display:grid;
place-items:center;text-align:center;line-height:2.1rem}
.week h3{margin:.45rem 0 .3rem}
.do{font-weight:600;margin-top:.7rem}
.more{margin-top:.6rem}
.places{padding-left:1.1rem;font-size:.92rem;color:#42535a}
.drawing svg{display:block;width:100%;height:auto}
.narrow{display:none!important}
.curve{display:block;width:100%;height:auto;margin:.8rem 0}
.card{background:#fff;border:1px solid #dde3e0;border-left:5px solid #42535a;
border-radius:12px;padding:1rem 1.2rem;margin-top:.8rem}
.card.critical{border-left-color:#962f1c}
.card.high{border-left-color:#b5770f}
.card.medium{border-left-color:#29487b}
.head{display:flex;gap:.8rem;justify-content:space-between;align-items:flex-start}
.card .places{margin-top:.4rem}
details{margin-top:.7rem}
summary{cursor:pointer;color:#135e5a;font-weight:600;font-size:.95rem}
details>p{margin-top:.6rem}
.steps{padding-left:1.3rem}
.steps li{margin-top:.35rem}
.changes{display:grid;gap:.9rem;margin-top:.9rem}
.change{background:#fff;border:1px solid #dde3e0;border-left:5px solid #42535a;
border-radius:12px;padding:.8rem 1.1rem;font-size:.94rem}
.change ul{padding-left:1.1rem}
.added,.worse{border-left-color:#962f1c}
.mended{border-left-color:#17603a}
.unseen-reason{margin-top:1rem;font-weight:600}
.unseen li{margin-top:.2rem}
.columns{padding-left:1.1rem;margin-top:.8rem;font-size:.94rem}
)");

constexpr Literal annexes(R"(
.annex{border-top:1px solid #dde3e0;padding-top:2.4rem;font-size:.94rem}
.annex article{margin-top:1.8rem}
.frame{overflow-x:auto;margin-top:.7rem}
table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.45}
caption{text-align:left;color:#42535a;font-size:.86rem;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;
border-bottom:1px solid #dde3e0}
th{font-weight:600;color:#42535a}
th::first-letter{text-transform:uppercase}
td:first-child{overflow-wrap:anywhere;min-width:9rem}
td ul{padding-left:1rem}
td .why::before{content:" — "}
)");

constexpr Literal small_and_paper(R"(
@media(max-width:640px){
html{font-size:16px}
body{padding:1.2rem 1rem 3rem}
h1{font-size:1.7rem}
.hero{padding:1.2rem 1.1rem;border-radius:14px}
.number{display:block}
.number strong{display:block}
.week>li{padding:3.6rem 1.1rem 1.1rem}
.week>li::before{left:1rem;top:1rem}
.wide{display:none!important}
.narrow{display:block!important}
.head{display:block}
.head .tag{margin-top:.4rem}}
@media print{
html{font-size:10.5pt;background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:none;padding:0}
nav,.skip{display:none}
section{margin-top:1.8rem}
h2,h3,h4,h5{break-after:avoid}
.hero,.week>li,.change,.drawing{break-inside:avoid}
.steps li,.places li,tr{break-inside:avoid}
.annex{break-before:page;border:0;padding:0}
.frame{overflow:visible}
thead{display:table-header-group}
details::details-content{content-visibility:visible;block-size:auto;opacity:1}
summary{list-style:none;color:#1d2b30}
a{color:inherit;text-decoration:none}
.wide{display:block!important}
.narrow{display:none!important}}
@page{size:A4;margin:18mm 17mm 20mm;
@bottom-left{content:"Primum";font:8pt Inter,sans-serif;color:#42535a}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt Inter,sans-serif;color:#42535a}}
)");

// What WeasyPrint takes from no standard: the bookmarks of the PDF, and a fallback for its grid.
constexpr Literal paper_only(R"(
h1,h2,h3,h4,h5{bookmark-level:none}
h1{bookmark-level:1}
h2{bookmark-level:2}
h3{bookmark-level:3}
.week,.changes{display:block}
.week>li,.change{margin-top:.8rem}
.number{display:block}
.number strong{display:block}
.head{display:block}
.head .tag{margin:.3rem 0}
a{color:inherit;text-decoration:none}
)");

}  // namespace

void write_style(Page& page) {
    const auto style = page.out.open("style");
    for (const auto& part : {colors_and_text, doctor, annexes, small_and_paper}) {
        page.out.verbatim(part);
    }
    if (page.on_paper()) page.out.verbatim(paper_only);
}

}  // namespace primum::report
