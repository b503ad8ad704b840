package org.permanence.boot;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// The events one class logs while a test listens.
final class CapturedLogEvents implements AutoCloseable {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> details = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String name = event.getLevel() + " " + event.getFormattedMessage();
            events.add(name);
            details.add(Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of()).stream()
                    .map(pair -> " " + pair.key + "=" + pair.value)
                    .collect(Collectors.joining("", name, "")));
        }
    };

    CapturedLogEvents(Class<?> type) {
        logger = (Logger) LoggerFactory.getLogger(type);
        appender.start();
        logger.addAppender(appender);
    }

    /// The level and name of each event, in order.
    List<String> events() {
        return List.copyOf(events);
    }

    /// As [#events], each with its keys and values.
    List<String> details() {
        return List.copyOf(details);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
