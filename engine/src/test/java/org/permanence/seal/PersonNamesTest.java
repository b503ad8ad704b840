package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.privacy.PersonalText;

class PersonNamesTest {

    private static final String INES = "019a1b2c-3d4e-7f60-8123-456789abcdef";
    private static final String PAUL = "019a1b2c-3d4e-7f60-8123-456789abcde0";
    private static final PersonalText NAME = new PersonalText("Inès Moreau");

    @TempDir
    Path folder;

    private PersonNames names;

    @BeforeEach
    void setUp() {
        FileRootKey.create(folder.resolve("root"));
        names = new PersonNames(
                new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root"))));
    }

    @Test
    void nameOfOnePersonIsNotThatOfAnother() {
        SealedName sealed = names.seal(INES, NAME);
        names.seal(PAUL, NAME);

        assertThrows(SealException.class, () -> names.open(PAUL, sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Inès\nMoreau", "Inès\0"})
    void unreadableNameIsRefusedWithoutBeingRepeated(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> names.seal(INES, new PersonalText(text)));

        assertFalse(String.valueOf(refusal.getMessage()).contains("Inès"));
        assertThrows(IllegalArgumentException.class, () -> names.seal(INES, new PersonalText("é".repeat(101))));
    }

    @Test
    void erasedNameIsGoneAlsoForAnOldCopyOfTheKeyFile() throws IOException {
        SealedName ines = names.seal(INES, NAME);
        SealedName paul = names.seal(PAUL, new PersonalText("Paul"));
        Path key = folder.resolve("keys/person/" + INES);
        byte[] copy = Files.readAllBytes(key);

        names.erase(INES);

        assertEquals(Optional.empty(), names.open(INES, ines));
        assertEquals(Optional.of(new PersonalText("Paul")), names.open(PAUL, paul), "the others stay");
        Files.write(key, copy);
        assertThrows(SealException.class, () -> names.open(INES, ines), "the key that wrapped it is gone too");
    }

    @Test
    void sealedNameOpensUnchangedAndHidesItsLength() {
        SealedName sealed = names.seal(INES, NAME);

        assertEquals(Optional.of(NAME), names.open(INES, sealed));
        assertEquals(
                sealed.text().length(),
                names.seal(INES, new PersonalText("I")).text().length());
        assertTrue(names.seal(INES, new PersonalText("é".repeat(100))).text().length() <= 512);
    }
}
