using Microsoft.Playwright;

namespace Musenor.BrowserTests.Checks;

/// <summary>What axe does not look at in the document itself. Each fault starts with its RGAA or RGESN criterion.</summary>
internal static class DocumentCheck
{
    private const string Script = """
        () => { const faults = []; const all = (s, r = document) => [...r.querySelectorAll(s)];
          if (!document.doctype) faults.push('8.1 no doctype');
          if (!/ — /.test(document.title)) faults.push('8.6 title is not « page — site »: ' + document.title);
          if (all('h1').length !== 1) faults.push('9.1 h1 × ' + all('h1').length);
          if (all('main').length !== 1) faults.push('9.2 main × ' + all('main').length);
          for (const mark of ['header', 'nav', 'footer']) if (!all(mark).length) faults.push('9.2 no <' + mark + '>');
          const first = all('a,button,input,select,textarea,[tabindex]')[0];
          if (!first || !/^#/.test(first.getAttribute('href') || '')) faults.push('12.7 the skip link is not first');
          all('a[href^="#"]').forEach(a => { const id = a.getAttribute('href').slice(1);
            if (id && !document.getElementById(id)) faults.push('12.7 broken anchor #' + id) });
          all('a[target=_blank]').forEach(a => { if (!/nouvelle fenêtre|nouvel onglet/i.test((a.title || '') + a.textContent)) faults.push('13.2 new window not announced: ' + a.textContent.trim().slice(0, 30)) });
          all('a[href$=".pdf"],a[download]').forEach(a => { if (!/(Ko|Mo|o)\b/.test(a.textContent)) faults.push('RGESN 4.11 download without its weight: ' + a.textContent.trim().slice(0, 30)) });
          all('img:not([width]),img:not([height])').forEach(i => faults.push('image without width and height: ' + i.src));
          all('[tabindex]').forEach(e => { if (e.tabIndex > 0) faults.push('12.8 positive tabindex') });
          const styled = all('[style],style'); if (styled.length) faults.push('10.1 inline style × ' + styled.length + ': ' + styled[0].outerHTML.slice(0, 120));
          all('script:not([src])').forEach(s => { if (s.type !== 'application/ld+json') faults.push('inline script') });
          if (all('video[autoplay],audio[autoplay]').length) faults.push('4.10 autoplay');
          const ids = {}; all('[id]').forEach(e => ids[e.id] = (ids[e.id] || 0) + 1);
          Object.entries(ids).forEach(([id, n]) => n > 1 && faults.push('8.2 duplicate id ' + id));
          all('form').forEach(f => { if (!all('button:not([type=button]),input[type=submit]', f).length && !all('button[form="' + f.id + '"]').length) faults.push('11.9 form without a submit button') });
          if (!all('footer a').some(a => /^Accessibilité : (non|partiellement|totalement) conforme$/.test(a.textContent.trim()))) faults.push('decree 2019-768: « Accessibilité : … conforme » is missing');
          return faults }
        """;

    public static async Task<IEnumerable<string>> Run(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
