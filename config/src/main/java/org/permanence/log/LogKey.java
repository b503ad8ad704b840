package org.permanence.log;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.privacy.DataClass;
import org.permanence.text.EnumWords;

/// All keys of log events. The log has no data about persons: a key has the class NONE, or does not belong here.
public enum LogKey {
    ACTION(DataClass.NONE),
    AGI(DataClass.NONE),
    ANNOUNCED(DataClass.NONE),
    BYTES(DataClass.NONE),
    CALL(DataClass.NONE),
    CALL_EVENT(DataClass.NONE),
    CAUSE(DataClass.NONE),
    CHANNELS(DataClass.NONE),
    COUNT(DataClass.NONE),
    ENTRIES(DataClass.NONE),
    ENTRY(DataClass.NONE),
    ERROR(DataClass.NONE),
    EXPECTED(DataClass.NONE),
    FAULT(DataClass.NONE),
    FIRST_ENTRY(DataClass.NONE),
    FOUND(DataClass.NONE),
    FRAMES(DataClass.NONE),
    HOST(DataClass.NONE),
    KEYS(DataClass.NONE),
    KIND(DataClass.NONE),
    LINE(DataClass.NONE),
    MANAGEMENT(DataClass.NONE),
    MESSAGE(DataClass.NONE),
    MESSAGES(DataClass.NONE),
    OPERATION(DataClass.NONE),
    OVERFLOW_TEAM(DataClass.NONE),
    PEER(DataClass.NONE),
    PERSONS(DataClass.NONE),
    PHASE(DataClass.NONE),
    PLACE(DataClass.NONE),
    PORT(DataClass.NONE),
    PRACTICE(DataClass.NONE),
    PROMPT(DataClass.NONE),
    REASON(DataClass.NONE),
    RECEIVED(DataClass.NONE),
    RECORDING(DataClass.NONE),
    REPLICA(DataClass.NONE),
    RETRY_MILLIS(DataClass.NONE),
    ROUTE(DataClass.NONE),
    STATE(DataClass.NONE),
    STATUS(DataClass.NONE),
    STEP(DataClass.NONE),
    TASK(DataClass.NONE),
    TEAM(DataClass.NONE),
    VERSION(DataClass.NONE);

    private static final Set<String> WORDS =
            Arrays.stream(values()).map(EnumWords::of).collect(Collectors.toSet());

    private final DataClass dataClass;

    LogKey(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    public DataClass dataClass() {
        return dataClass;
    }

    static boolean isDeclared(String key) {
        return WORDS.contains(key);
    }
}
