package org.permanence.assistant;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.practice.Practice;

/// Which languages of a practice its assistants speak.
public final class ServedLanguages {

    private ServedLanguages() {}

    /// The languages that a practice offers and that none of these assistants speaks who may serve it.
    public static List<Language> missing(Practice practice, Collection<Assistant> assistants) {
        return notSpoken(
                practice,
                assistants.stream()
                        .filter(assistant -> assistant.skillFor(practice.id()).isPresent())
                        .map(Assistant::languages)
                        .toList());
    }

    /// The languages that a practice offers and that none of those speaks who serve it, in the order of the
    /// practice.
    ///
    /// @param spoken the languages of each who serves it
    public static List<Language> notSpoken(Practice practice, List<Set<Language>> spoken) {
        return practice.languages().offered().stream()
                .filter(language -> spoken.stream().noneMatch(each -> each.contains(language)))
                .toList();
    }
}
