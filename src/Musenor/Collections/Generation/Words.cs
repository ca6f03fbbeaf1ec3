using System.Globalization;
using System.Text;

namespace Musenor.Collections.Generation;

/// <summary>
/// Titles, sentences and names composed from plain French words and syllables (seeds/generation-words.json): no text of a real
/// notice, no real author.
/// </summary>
internal sealed class Words
{
    private readonly Nouns _scenes, _objects;
    private readonly string[] _sentences, _inscriptions, _publications, _exhibitions, _firstNames, _syllables, _endings, _towns;

    private Words(Dictionary<string, string> lists)
    {
        string[] List(string name) => lists[name].Split(lists[name].Contains('|', StringComparison.Ordinal) ? '|' : ',');
        Comment = lists["comment"];
        Nouns Of(string kind) => new(
            List($"{kind}Masculine"), List($"{kind}Feminine"), List($"{kind}MasculineAdjectives"), List($"{kind}FeminineAdjectives"), List($"{kind}Complements"));
        (_scenes, _objects) = (Of("scene"), Of("object"));
        (_sentences, _inscriptions, _publications, _exhibitions) = (List("sentences"), List("inscriptions"), List("publications"), List("exhibitions"));
        (_firstNames, _syllables, _endings, _towns) = (List("firstNames"), List("syllables"), List("endings"), List("towns"));
    }

    private sealed record Nouns(string[] Masculine, string[] Feminine, string[] MasculineAdjectives, string[] FeminineAdjectives, string[] Complements);

    public static Lazy<Words> Known { get; } = new(() => new Words(Measured.Seed<Dictionary<string, string>>("generation-words.json")));

    /// <summary>What every generated notice says of itself.</summary>
    public string Comment { get; }

    public string FirstName(Dice dice) => dice.One(_firstNames);

    public string FamilyName(Dice dice)
    {
        var name = dice.One(_syllables) + dice.One(_syllables) + dice.One(_endings);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    public string Town(Dice dice) => dice.One(_towns).Replace("{n}", FamilyName(dice), StringComparison.Ordinal);

    /// <param name="isScene">A picture shows something (« Pont au crépuscule »), an object is something (« Bol à filets dorés »).</param>
    public string Title(Dice dice, int length, bool isScene)
    {
        var nouns = isScene ? _scenes : _objects;
        var title = new StringBuilder(Noun(dice, nouns, dice.Chance(0.6)));
        for (var part = 0; title.Length < length; part++)
        {
            title.Append(part % 2 == 0 && dice.Chance(0.75)
                ? isScene && dice.Chance(0.2) ? $" à {Town(dice)}" : $" {dice.One(nouns.Complements)}"
                : dice.Chance(0.5) ? $" et {Noun(dice, nouns, true)}" : $", {Noun(dice, nouns, true)}");
        }

        title[0] = char.ToUpperInvariant(title[0]);
        return dice.Chance(0.06) ? $"{title} (titre factice)" : title.ToString();
    }

    /// <summary>Sentences up to about this length.</summary>
    public string Text(Dice dice, int length)
    {
        var text = new StringBuilder();
        do
        {
            var sentence = Sentence(dice);
            text.Append(text.Length == 0 ? "" : " ").Append(sentence);
        }
        while (text.Length < length - 30);
        return text.ToString();
    }

    public string Inscription(Dice dice, int length)
    {
        var text = new StringBuilder(dice.One(_inscriptions));
        while (text.Length < length - 20)
        {
            text.Append(" ; ").Append(dice.One(_inscriptions)).Append(" : ").Append(FamilyName(dice).ToUpperInvariant()).Append(' ').Append(dice.Between(1, 99));
        }

        return text.ToString();
    }

    public string Publications(Dice dice, int length)
    {
        var text = new StringBuilder();
        do
        {
            text.Append(text.Length == 0 ? "" : "#")
                .Append(CultureInfo.InvariantCulture, $"{FamilyName(dice).ToUpperInvariant()} {FirstName(dice)}, {dice.One(_publications)}, {dice.Between(1880, 2015)}, p. {dice.Between(3, 320)}");
        }
        while (text.Length < length - 40);
        return text.ToString();
    }

    public string Exhibitions(Dice dice, int length)
    {
        var text = new StringBuilder();
        do
        {
            var year = dice.Between(1950, 2018);
            text.Append(text.Length == 0 ? "" : "#").Append(CultureInfo.InvariantCulture, $"{Town(dice)}, {year}, {dice.One(_exhibitions)}, du {dice.Between(1, 28)} mars au {dice.Between(1, 30)} septembre {year}");
        }
        while (text.Length < length - 50);
        return text.ToString();
    }

    private string Sentence(Dice dice)
    {
        var model = dice.One(_sentences);
        var sentence = new StringBuilder(model.Length + 40);
        var feminine = false;
        for (var i = 0; i < model.Length; i++)
        {
            if (model[i] != '{')
            {
                sentence.Append(model[i]);
                continue;
            }

            switch (model[i + 1])
            {
                case 'n':
                    feminine = dice.Chance(0.5);
                    sentence.Append(feminine ? "une " : "un ").Append(dice.One(feminine ? _scenes.Feminine : _scenes.Masculine));
                    break;
                case 'a':
                    sentence.Append(dice.One(feminine ? _scenes.FeminineAdjectives : _scenes.MasculineAdjectives));
                    break;
                default:
                    sentence.Append(Of(dice.One(_objects.Feminine))).Append(" et ").Append(Of(dice.One(_objects.Masculine)));
                    break;
            }

            i += 2;
        }

        return sentence.ToString();
    }

    private static string Of(string noun) => "aeiouyéèêhAEIOUÉH".Contains(noun[0], StringComparison.Ordinal) ? $"d’{noun}" : $"de {noun}";

    private static string Noun(Dice dice, Nouns nouns, bool withAdjective)
    {
        var feminine = dice.Chance(0.5);
        var noun = dice.One(feminine ? nouns.Feminine : nouns.Masculine);
        return withAdjective ? $"{noun} {dice.One(feminine ? nouns.FeminineAdjectives : nouns.MasculineAdjectives)}" : noun;
    }
}
