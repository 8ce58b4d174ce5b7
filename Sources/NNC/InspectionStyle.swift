/// The style sheet of an inspection's page. What is ill is the only thing in a strong colour.
let inspectionStyle = """
  :root { color-scheme: light dark; --ink: #1b2130; --muted: #5d6779; --line: #e3e8f0; --value: #74a3f5;
    --gradient: #e97a95; --error: #a10016; --warning: #8a4b08; --page: #fff; --warning-band: #fff3d1;
    --error-band: #ffe3dd; --share-band: #fdecf0; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --muted: #9ba5b7; --line: #2a3242; --value: #3163c4;
    --gradient: #af375f; --error: #ff8b7a; --warning: #f2b33d; --page: #10141c; --warning-band: #3a2d0c;
    --error-band: #4a1a14; --share-band: #361c26; } }
  body { font: 0.9375rem/1.5 Helvetica, Arial, sans-serif; color: var(--ink); background: var(--page);
    max-width: 90rem; margin: 2rem auto 4rem; padding: 0 1.5rem; }
  h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; }
  p.summary { color: var(--muted); margin: 0.25rem 0 1.5rem; }
  ul.findings { list-style: none; padding: 0; margin: 0 0 2rem; }
  ul.findings li { border-left: 0.3rem solid var(--muted); border-radius: 0.25rem; padding: 0.7rem 1rem;
    margin: 0.75rem 0; }
  ul.findings li.error { border-left: 0.3rem double var(--error); background: var(--error-band); }
  ul.findings li.warning { border-left-color: var(--warning); background: var(--warning-band); }
  .kind { font-weight: bold; display: block; }
  .error .kind { color: var(--error); } .warning .kind { color: var(--warning); }
  .place, .remedy { display: block; }
  .place { color: var(--muted); font-size: 0.875em; }
  a { color: inherit; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
  div.wide { overflow-x: auto; margin: 0 0 2rem; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; }
  th, td { padding: 0.15rem 0.8rem 0.15rem 0; text-align: right; }
  th { color: var(--muted); font-weight: normal; border-bottom: 1px solid var(--line); }
  th.word, td.word { text-align: left; }
  tbody { border-bottom: 1px solid var(--line); }
  tbody:target { outline: 2px solid var(--value); }
  td:first-child, th:first-child { padding-left: 0.5rem; }
  tbody.error td.name, tbody.warning td.name { font-weight: bold; }
  tbody.error td.name { color: var(--error); } tbody.warning td.name { color: var(--warning); }
  tbody.warning { background: var(--warning-band); } tbody.error { background: var(--error-band); }
  td.none, tr > td.word + td.word + td.word + td.word, tr.gradient td.word { color: var(--muted); text-align: left; }
  td.ill { color: var(--error); font-weight: bold; }
  td.bar { background: linear-gradient(var(--gradient), var(--gradient)) left bottom / var(--share) 0.2rem no-repeat; }
  svg.bars { width: 64px; height: 16px; vertical-align: middle; fill: var(--value); }
  tr.gradient svg.bars { fill: var(--gradient); }
  """
