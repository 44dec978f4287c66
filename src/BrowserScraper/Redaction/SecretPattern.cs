namespace BrowserScraper.Redaction;

/// <summary>One text by which a secret is found in a layer of another.</summary>
/// <param name="Text">The text; of blanks and plus signs each stands for the other, as forms write one for the other.</param>
/// <param name="IsBase64">It is the inner part of something in base64: all around it that may belong to that goes, too.</param>
internal readonly record struct SecretPattern(string Text, bool IsBase64 = false);
