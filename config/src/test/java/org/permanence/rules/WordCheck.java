package org.permanence.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the words and names that the project does not use: words that hide who acts, outdated English, and class
/// names that say nothing about what a class does.
///
/// The words to use are in `docs/glossary.md`.
final class WordCheck {

    private record Refusal(Pattern pattern, String expected) {}

    private static final List<Refusal> REFUSALS = List.of(
            refuse("whoever", "name the actor: the caller, the assistant, the doctor, the operator"),
            refuse("\\bwhom\\b", "name the actor"),
            refuse("nobody", "no assistant, no doctor, no caller"),
            refuse("somebody", "name the actor"),
            refuse("\\banew\\b", "again"),
            refuse("\\bin vain\\b", "failed, or what was not reached"),
            refuse("\\ba matter of life\\b", "life-threatening"),
            refuse("\\b(she|her|hers|herself)\\b", "they, or the actor again"));

    private static final Pattern REFUSED_NAME =
            Pattern.compile("\\w*(Desk|Room|Book|Kit|Watch|Util|Utils|Helper|Manager|Impl)");

    private static final Pattern DECLARED_TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    private WordCheck() {}

    private static Refusal refuse(String words, String expected) {
        return new Refusal(Pattern.compile(words, Pattern.CASE_INSENSITIVE), expected);
    }

    /// The refused words of a text, one sentence each: `PLACE:LINE: "word" (expected: …)`.
    static List<String> refusedWords(String place, List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            for (Refusal refusal : REFUSALS) {
                Matcher matcher = refusal.pattern().matcher(lines.get(line));
                if (matcher.find()) {
                    found.add("%s:%d: \"%s\" (expected: %s)"
                            .formatted(place, line + 1, matcher.group(), refusal.expected()));
                }
            }
        }
        return found;
    }

    /// Whether a class must not have this name.
    static boolean isRefusedName(String simpleName) {
        return REFUSED_NAME.matcher(simpleName).matches();
    }

    /// The simple names of all types that a Java file declares, nested ones included.
    static List<String> declaredTypes(String java) {
        return DECLARED_TYPE
                .matcher(java)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
