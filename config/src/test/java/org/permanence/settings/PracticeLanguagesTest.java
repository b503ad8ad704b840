package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practicefile.PracticeFile;
import org.permanence.yaml.Name;

class PracticeLanguagesTest {

    private static final String GREETING = "greeting: Bonjour, vous êtes bien au cabinet des Lilas.";
    private static final String CLOSED =
            "closed-announcement: Le cabinet est fermé. Rappelez-nous du lundi au vendredi à partir de huit heures.";

    private InstallationOnDisk installation;

    @BeforeEach
    void createBilingualPractice(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        installation
                .changePractice("language: fr\n", "language: fr\nlanguage-keys: {8: en}\n")
                .changePractice(GREETING, "greeting: {fr: Bonjour, en: Good morning}")
                .changePractice(CLOSED, "closed-announcement: {fr: Fermé, en: Closed}");
    }

    @Test
    void practiceOffersTheLanguagesOfItsFile() {
        PracticeFile file = installation.settings().practiceFile(new Name("les-lilas"));

        assertEquals(
                new Languages(Language.FR, Map.of('8', Language.EN), Optional.empty()),
                file.practice().languages());
        assertEquals(
                "Good morning",
                file.texts().greeting().inLanguage(Language.EN).text().text());
        assertEquals(
                "Bonjour",
                file.texts().greeting().inLanguage(Language.FR).text().text());
        assertEquals(
                "Closed",
                file.texts().closedAnnouncement().inLanguage(Language.EN).text().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{8: en}|{9: en}|language-keys.9: \"9\" (expected: a key without another meaning: 3 to 8, or 0)",
                "{8: en}|{8: fr}|language-keys.8: \"fr\" (expected: each further language once)",
                "{8: en}|{8: de}|language-keys.8: \"de\" (expected:",
                "closed-announcement: {fr: Fermé, en: Closed}|closed-announcement: Fermé|closed-announcement: not in en (expected: a text for each language: closed-announcement: {fr: …, en: …})",
                "closed-announcement: {fr: Fermé, en: Closed}|closed-announcement: {en: Closed}|closed-announcement.fr: missing",
                "greeting: {fr: Bonjour, en: Good morning}|greeting: {fr: Bonjour}|greeting.en: missing",
                "language-keys: {8: en}|# none|greeting.en: unknown key"
            })
    void missingTextOrUnusableLanguageKeyIsRejected(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        List<String> problems = installation.problems();
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(expectedProblem)), problems::toString);
    }
}
