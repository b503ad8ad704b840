package org.permanence.adapter.ami;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a decoder made of some bytes: one line for each thing it told, so that two readings can be compared.
final class Dialogue implements AmiSink {

    /// The `systemname` of the recorded Asterisk.
    static final String MARK = "4f9c2a71d0be";

    static final AmiLimits LIMITS = AmiLimits.ASTERISK;

    private final List<String> told = new ArrayList<>();
    private final AmiDecoder decoder;

    private Dialogue(Optional<String> mark, AmiLimits limits) {
        decoder = new AmiDecoder(limits, new HouseMark(mark), this);
    }

    static Dialogue marked() {
        return new Dialogue(Optional.of(MARK), LIMITS);
    }

    static Dialogue unmarked() {
        return new Dialogue(Optional.empty(), LIMITS);
    }

    static Dialogue within(AmiLimits limits) {
        return new Dialogue(Optional.empty(), limits);
    }

    /// A dialogue of a real Asterisk 22, with the people and numbers of the fixtures in it.
    static String recorded(String name) {
        try (InputStream in = Dialogue.class.getResourceAsStream("/ami/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Dialogue reads(String text) {
        return reads(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Dialogue reads(byte[] bytes) {
        decoder.decode(Unpooled.wrappedBuffer(bytes));
        return this;
    }

    /// The banner first, as any connection.
    Dialogue greeted() {
        return reads("Asterisk Call Manager/11.0.0\r\n");
    }

    List<String> told() {
        return told;
    }

    long events() {
        return decoder.events();
    }

    long disbelieved() {
        return decoder.disbelieved();
    }

    @Override
    public void banner() {
        // Said by every dialogue.
    }

    @Override
    public void event(AmiEvent event, long ordinal) {
        told.add(event.toString());
    }

    @Override
    public void answer(String actionId, AmiAnswer answer) {
        told.add(actionId + " " + answer);
    }

    @Override
    public void entry(String actionId, ChannelStatus channel) {
        told.add(actionId + " " + channel);
    }

    @Override
    public void listEnd(String actionId, int items) {
        told.add(actionId + " end of " + items);
    }
}
