namespace Musenor.Collections.Import.Profiles;

/// <summary>What a profile makes of the rows of a sample: for each field, what the file says and what the notice gets.</summary>
/// <param name="Rows">By row of the sample: fields to their value; null where a step failed.</param>
/// <param name="Problems">By row: why it would be refused.</param>
internal sealed record ProfilePreview(IReadOnlyList<string> Fields, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, IReadOnlyList<string?> Problems, IReadOnlyList<string> Ignored, IReadOnlyList<string> Missing)
{
    public static ProfilePreview Of(MappingProfile profile, ProfileSample sample)
    {
        var bound = new BoundProfile(profile, sample.Header);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var problems = new List<string?>();
        foreach (var cells in sample.Rows)
        {
            try
            {
                rows.Add(bound.Fields(i => i < cells.Count ? cells[i] : null));
                problems.Add(null);
            }
            catch (TransformationFailure e)
            {
                rows.Add(new Dictionary<string, string>());
                problems.Add(e.Message);
            }
        }

        var fields = Heritage.Standards.Joconde.JocondeFields.All.Select(f => f.Code).Where(c => rows.Exists(r => r.ContainsKey(c))).ToArray();
        return new(fields, rows, problems, bound.Ignored, bound.Missing);
    }

    /// <summary>Columns of the sample that feed a field, with what they say in a row: the « before » of the preview.</summary>
    public static IReadOnlyList<(string Column, string Text)> Before(MappingProfile profile, ProfileSample sample, string field, int row)
    {
        var found = new List<(string, string)>();
        for (var column = 0; column < sample.Header.Count && column < sample.Rows[row].Count; column++)
        {
            var rules = profile.Rules.Where(r => BoundProfile.Key(r.Column) == BoundProfile.Key(sample.Header[column])).ToArray();
            if (rules.Length == 0 ? profile.KeepsOthers && ProposeField.Sure(sample.Header[column]) == field : Array.Exists(rules, r => r.Field == field))
            {
                found.Add((sample.Header[column], sample.Rows[row][column]));
            }
        }

        return found;
    }
}
