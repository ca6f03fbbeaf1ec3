using System.Buffers;
using System.Text.Json;

namespace Musenor.Collections.Import.Reading;

/// <summary>
/// The records of a JSON text as Opendatasoft gives them: the answer of its API (« results », « records »), an export (an array), or one
/// object a line. One record is in memory at a time; nothing else of the text is kept.
/// </summary>
internal sealed class JsonRecords(Stream stream) : IDisposable
{
    /// <summary>Bytes of one record: far above any notice.</summary>
    public const int LargestRecord = 8 * 1024 * 1024;
    private const int FirstBuffer = 64 * 1024;
    private const int Deepest = 32;

    // Enough to see the first name of an object.
    private const int Opening = 256;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = Deepest, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Disallow, AllowMultipleValues = true };
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;
    private bool _isLast;
    private JsonReaderState _state = new(Options);
    private bool _isLines;
    private bool _begun;

    // The array whose elements are records was found; elsewhere, its depth is not reached yet.
    private bool _inRecords;
    private bool _inHead;

    /// <summary>Records answered so far.</summary>
    public long Count { get; private set; }

    private enum Step { More, Record, Skipped, End }

    /// <summary>The next record, to be disposed of by who asks; null at the end.</summary>
    /// <exception cref="JsonException">The text is no JSON, or not of these shapes.</exception>
    public JsonDocument? Next()
    {
        while (true)
        {
            switch (Advance(out var record))
            {
                case Step.Record:
                    Count++;
                    return record;
                case Step.End:
                    return null;
                case Step.More when _isLast:
                    return Finish();
                case Step.More:
                    Fill();
                    break;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Step Advance(out JsonDocument? record)
    {
        record = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        if (!reader.Read())
        {
            Keep(ref reader);
            return Step.More;
        }

        var step = _inRecords ? InRecords(ref reader, ref record) : _inHead ? InHead(ref reader, ref record) : AtTop(ref reader, ref record);
        if (step is not Step.More)
        {
            Keep(ref reader);
        }

        return step;
    }

    /// <summary>An array of records, an object that holds them, or the first record of a text that has one a line.</summary>
    private Step AtTop(ref Utf8JsonReader reader, ref JsonDocument? record)
    {
        if (reader.TokenType == JsonTokenType.StartArray && !_begun)
        {
            (_begun, _inRecords) = (true, true);
            return Step.Skipped;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("on attend des notices, et c’est autre chose qui vient");
        }

        if (!_begun && !_isLast && _end - _start < Opening)
        {
            return Step.More;
        }

        if (!_begun && LooksLikeAnswer())
        {
            (_begun, _inHead) = (true, true);
            return Step.Skipped;
        }

        _isLines = true;
        var step = Element(ref reader, ref record);
        _begun |= step == Step.Record;
        return step;
    }

    /// <summary>An answer of the API opens with its count, its links or its list; a record with a field of its own.</summary>
    private bool LooksLikeAnswer()
    {
        var text = System.Text.Encoding.UTF8.GetString(_buffer.AsSpan(_start, Math.Min(_end - _start, 4096)));
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var name = text[(open + 1)..].TrimStart();
        return new[] { "\"results\"", "\"records\"", "\"total_count\"", "\"nhits\"", "\"links\"", "\"parameters\"" }.Any(n => name.StartsWith(n, StringComparison.Ordinal));
    }

    private Step InHead(ref Utf8JsonReader reader, ref JsonDocument? record)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject:
                _inHead = false;
                return Step.Skipped;
            case JsonTokenType.PropertyName:
                var isList = reader.ValueTextEquals("results") || reader.ValueTextEquals("records");
                if (!reader.Read())
                {
                    return Step.More;
                }

                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    _inRecords = true;
                    return Step.Skipped;
                }

                return reader.TrySkip() ? Step.Skipped : Step.More;
            default:
                return Step.Skipped;
        }
    }

    private Step InRecords(ref Utf8JsonReader reader, ref JsonDocument? record)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray:
                _inRecords = false;
                return Step.Skipped;
            case JsonTokenType.StartObject:
                return Element(ref reader, ref record);
            default:
                throw new JsonException($"la notice {Count + 1} n’est pas un objet");
        }
    }

    private static Step Element(ref Utf8JsonReader reader, ref JsonDocument? record) =>
        JsonDocument.TryParseValue(ref reader, out record) ? Step.Record : Step.More;

    private JsonDocument? Finish()
    {
        if (_inRecords || _inHead || _start < _end && _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            throw new JsonException("le texte s’arrête au milieu");
        }

        return !_begun && !_isLines ? throw new JsonException("il n’y a rien") : null;
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _start += (int)reader.BytesConsumed;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_end >= LargestRecord)
            {
                throw new JsonException($"la notice {Count + 1} dépasse {LargestRecord / 1024 / 1024} Mo");
            }

            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isLast = read == 0;
    }
}
