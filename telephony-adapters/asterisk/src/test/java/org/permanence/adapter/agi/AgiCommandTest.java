package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.agi.AgiCommand.Answer;
import org.permanence.adapter.agi.AgiCommand.GetData;
import org.permanence.adapter.agi.AgiCommand.GetVariable;
import org.permanence.adapter.agi.AgiCommand.HangUp;
import org.permanence.adapter.agi.AgiCommand.Noop;
import org.permanence.adapter.agi.AgiCommand.ReadFaxTones;
import org.permanence.adapter.agi.AgiCommand.SetVariable;
import org.permanence.adapter.agi.AgiCommand.StartMusicOnHold;
import org.permanence.adapter.agi.AgiCommand.StopCountingFaxTones;
import org.permanence.adapter.agi.AgiCommand.StopMusicOnHold;
import org.permanence.adapter.agi.AgiCommand.StreamFile;

class AgiCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROUNDS = 5_000;
    private static final String PRINTABLE =
            IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\u0000", "\u0001", "\t", "\u001b", "\u007f", "\u0085", "\ud800"})
    void argumentsRejectControlCharacters(String bad) {
        List<Consumer<String>> everyArgument = List.of(
                value -> new StreamFile("/prompts/" + value, ""),
                value -> new StreamFile("/prompts/one", value),
                value -> new GetData("/prompts/" + value, PATIENCE),
                StartMusicOnHold::new,
                value -> new SetVariable("PERM_A", value),
                value -> new SetVariable(value, ""),
                GetVariable::new);
        for (Consumer<String> argument : everyArgument) {
            for (String value : List.of(bad, "Canari" + bad, bad + "Canari")) {
                var refused = assertThrows(IllegalArgumentException.class, () -> argument.accept(value));
                assertFalse(String.valueOf(refused.getMessage()).contains("Canari"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "FILE(/etc/passwd)", "SHELL(id)", "A B", "A,B", "${A}", "1A", "___A", "GLOBAL(A)", "A-B"})
    void variableMustBeAPlainNameNotAFunction(String name) {
        assertThrows(IllegalArgumentException.class, () -> new SetVariable(name, ""));
        assertThrows(IllegalArgumentException.class, () -> new GetVariable(name));
    }

    @Test
    void musicClassCannotCarryOptions() {
        assertThrows(IllegalArgumentException.class, () -> new StartMusicOnHold("default,m"));
        assertThrows(IllegalArgumentException.class, () -> new StartMusicOnHold("${SHELL(id)}"));
        assertThrows(IllegalArgumentException.class, () -> new StartMusicOnHold(""));
    }

    @Test
    void promptMustBeAnAbsolutePathWithValidEscapeKeys() {
        assertThrows(IllegalArgumentException.class, () -> new StreamFile("greeting", ""));
        assertThrows(IllegalArgumentException.class, () -> new StreamFile("", ""));
        assertThrows(IllegalArgumentException.class, () -> new StreamFile("/greeting", "A"));
        assertThrows(IllegalArgumentException.class, () -> new StreamFile("/" + "g".repeat(1000), ""));
        assertThrows(IllegalArgumentException.class, () -> new GetData("/question", Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new GetData("/question", Duration.ofHours(2)));
        assertThrows(IllegalArgumentException.class, () -> new SetVariable("A", "é".repeat(2001)));
    }

    @Test
    void longestLineFitsAsterisksBuffer() {
        String longName = "A".repeat(78);

        assertTrue(line(new SetVariable("__" + longName, "\"".repeat(4000))).length() <= 8190);
        assertTrue(line(new StreamFile("/" + "\\".repeat(999), "0123456789*#")).length() <= 8190);
    }

    @Test
    void commandsUseAsterisksSyntax() {
        assertEquals("EXEC Answer \",i\"", line(new Answer()));
        assertEquals("STREAM FILE \"/prompts/one\" \"#\"", line(new StreamFile("/prompts/one", "#")));
        assertEquals("GET DATA \"/prompts/one\" 5000 1", line(new GetData("/prompts/one", PATIENCE)));
        assertEquals("EXEC StartMusicOnHold \"default\"", line(new StartMusicOnHold("default")));
        assertEquals("EXEC StopMusicOnHold", line(new StopMusicOnHold()));
        assertEquals("GET VARIABLE \"PERM_A\"", line(new GetVariable("PERM_A")));
        assertEquals("GET VARIABLE \"TONE_DETECT(rx)\"", line(new ReadFaxTones()));
        assertEquals("SET VARIABLE \"TONE_DETECT(0,,x)\" \"\"", line(new StopCountingFaxTones()));
        assertEquals("HANGUP", line(new HangUp()));
        assertEquals("NOOP", line(new Noop()));
    }

    @Test
    void recordedAsteriskStoredTheIntendedValue() {
        RecordedDialogue recorded = RecordedDialogue.dialogue("reception");
        String meant = "a \"b\" \\ c";

        String sent = line(new SetVariable("PERM_A", meant));
        assertTrue(recorded.exchanges().stream()
                .anyMatch(exchange -> exchange.command().equals(sent)));
        assertEquals("200 result=1 (" + meant + ")\n", recorded.reply("GET VARIABLE \"PERM_A\""));
    }

    @Test
    void commandDoesNotPrintItsValue() {
        assertFalse(new SetVariable("PERM_A", "Canari").toString().contains("Canari"));
    }

    @Test
    void asterisksParserReadsTheIntendedArguments() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new SplittableRandom(seed);
            String value = text(random, "\"\\ ab,&|${}^'é€" + PRINTABLE);
            String path = "/" + text(random, PRINTABLE);

            assertEquals(
                    List.of("SET", "VARIABLE", "A", value),
                    AsteriskArgumentParser.read(line(new SetVariable("A", value))));
            assertEquals(
                    List.of("STREAM", "FILE", path, "12"),
                    AsteriskArgumentParser.read(line(new StreamFile(path, "12"))));
            assertEquals(
                    List.of("GET", "DATA", path, "5000", "1"),
                    AsteriskArgumentParser.read(line(new GetData(path, PATIENCE))));
        }
    }

    @Test
    void everyArgumentGivesOneLineOrIsRefused() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new SplittableRandom(seed);
            String value = text(random, PRINTABLE + "\n\r\0\u0085\u2028\uD800é€");
            try {
                String line = line(new SetVariable("A", value));
                assertTrue(line.chars().noneMatch(c -> AgiText.isControl((char) c)), "seed " + seed);
                assertEquals(value, AsteriskArgumentParser.read(line).getLast(), "seed " + seed);
            } catch (IllegalArgumentException _) {
                refused++;
                assertTrue(
                        value.chars().anyMatch(c -> AgiText.isControl((char) c) || Character.isSurrogate((char) c)),
                        "the only reason, seed " + seed);
            }
        }
        assertTrue(refused > 0 && refused < ROUNDS, "all inputs or none were refused, so the test proves nothing");
    }

    /// Up to sixty of these characters.
    private static String text(SplittableRandom random, String characters) {
        return random.ints(random.nextInt(61), 0, characters.length())
                .mapToObj(at -> characters.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String line(AgiCommand command) {
        ByteBuf out = Unpooled.buffer();
        AgiEncoder.write(command, out);
        String line = out.toString(StandardCharsets.UTF_8);
        assertEquals(1, Stream.of(line.split("", -1)).filter("\n"::equals).count());
        return line.substring(0, line.length() - 1);
    }
}
