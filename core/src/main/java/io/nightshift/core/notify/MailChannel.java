package io.nightshift.core.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Sends messages as mail, one to all addressees. The mails of a run make one thread. */
final class MailChannel implements Channel {
    private static final int TEMPORARY = 400;
    private static final int PERMANENT = 500;

    private final MailServer server;
    private final ZoneId zone;
    private final Duration limit;
    private final @Nullable SSLContext trust;

    /** @param limit for every wait on the server */
    MailChannel(MailServer server, ZoneId zone, Duration limit, @Nullable SSLContext trust) {
        this.server = server;
        this.zone = zone;
        this.limit = limit;
        this.trust = trust;
    }

    @Override
    public Map<String, Fate> send(Message message, List<String> addressees) {
        Session session = Session.getInstance(properties());
        try (Transport transport =
                session.getTransport(server.security() == MailServer.Security.TLS ? "smtps" : "smtp")) {
            MimeMessage mail = mail(session, message, addressees);
            connect(transport);
            transport.sendMessage(mail, mail.getAllRecipients());
            return all(addressees, Fate.SENT);
        } catch (SendFailedException e) {
            return fates(addressees, e);
        } catch (MessagingException | RuntimeException e) {
            return all(addressees, fate(e));
        }
    }

    private void connect(Transport transport) throws MessagingException {
        @Nullable
        String password =
                server.password() == null ? null : new String(server.password().reveal());
        transport.connect(server.host(), server.port(), server.user(), password);
    }

    private MimeMessage mail(Session session, Message message, List<String> addressees) throws MessagingException {
        Identified mail = new Identified(
                session,
                id(message, Long.toHexString(ThreadLocalRandom.current().nextLong())));
        mail.setFrom(address(server.from()));
        for (String addressee : addressees) {
            mail.addRecipient(RecipientType.TO, address(addressee));
        }
        mail.setSubject(MailText.subject(message), StandardCharsets.UTF_8.name());
        mail.setText(MailText.body(message, zone), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.when()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (message.weight() == Message.Weight.BAD) {
            mail.setHeader("X-Priority", "2");
        }
        if (!message.run().isEmpty()) {
            mail.setHeader("References", id(message, "run"));
        }
        return mail;
    }

    /** Names may have letters that no header may have; they are encoded. */
    private static InternetAddress address(String written) throws MessagingException {
        InternetAddress address = new InternetAddress(written);
        String name = address.getPersonal();
        if (name != null) {
            try {
                address.setPersonal(name, StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return address;
    }

    private static String id(Message message, String part) {
        String run = message.run().isEmpty() ? "none" : message.run();
        return "<" + run + "." + part + "@nightshift.invalid>";
    }

    private Properties properties() {
        Properties all = new Properties();
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            String millis = Long.toString(limit.toMillis());
            all.put(protocol + "connectiontimeout", millis);
            all.put(protocol + "timeout", millis);
            all.put(protocol + "writetimeout", millis);
            all.put(protocol + "auth", Boolean.toString(server.user() != null));
            all.put(protocol + "ssl.checkserveridentity", "true");
            all.put(protocol + "sendpartial", "true");
            all.put(protocol + "quitwait", "false");
            if (trust != null) {
                all.put(protocol + "ssl.socketFactory", trust.getSocketFactory());
            }
        }
        boolean upgrade = server.security() == MailServer.Security.STARTTLS;
        all.put("mail.smtp.starttls.enable", Boolean.toString(upgrade));
        all.put("mail.smtp.starttls.required", Boolean.toString(upgrade));
        return all;
    }

    private static Map<String, Fate> all(List<String> addressees, Fate fate) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        addressees.forEach(addressee -> fates.put(addressee, fate));
        return fates;
    }

    /** Some may have got it, and each of the others has its own reason. */
    private static Map<String, Fate> fates(List<String> addressees, SendFailedException e) {
        Map<String, Fate> fates = all(addressees, fate(e));
        addressees.forEach(addressee -> {
            if (holds(e.getValidSentAddresses(), addressee)) {
                fates.put(addressee, Fate.SENT);
            }
        });
        for (Exception next = e;
                next != null;
                next = next instanceof MessagingException m ? m.getNextException() : null) {
            if (next instanceof SMTPAddressFailedException refused) {
                addressees.stream()
                        .filter(addressee -> same(refused.getAddress(), addressee))
                        .forEach(addressee -> fates.put(
                                addressee,
                                refused(refused.getReturnCode(), "the server does not take mail for this address")));
            }
        }
        return fates;
    }

    private static boolean holds(Address @Nullable [] addresses, String addressee) {
        if (addresses != null) {
            for (Address address : addresses) {
                if (same(address, addressee)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean same(Address address, String addressee) {
        try {
            return address instanceof InternetAddress one
                    && one.getAddress().equalsIgnoreCase(new InternetAddress(addressee).getAddress());
        } catch (MessagingException e) {
            return false;
        }
    }

    private static Fate refused(int code, String sentence) {
        String why = sentence + " (status " + code + ")";
        return code >= PERMANENT ? Fate.never(why) : Fate.later(why);
    }

    /** What servers say may hold anything, so it is told in words of ours. */
    private static Fate fate(Exception e) {
        if (e instanceof AuthenticationFailedException) {
            return Fate.never("the mail server does not accept user and password");
        }
        if (e instanceof SMTPSendFailedException failed && failed.getReturnCode() >= TEMPORARY) {
            return refused(failed.getReturnCode(), "the mail server does not take the message");
        }
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException) {
                return Fate.later("the mail server's name is not known");
            }
            if (each instanceof java.net.SocketTimeoutException) {
                return Fate.later("the mail server did not answer in time");
            }
            if (each instanceof javax.net.ssl.SSLException) {
                return Fate.later("the mail server's certificate is not accepted, or it speaks no TLS");
            }
            if (each instanceof java.net.ConnectException) {
                return Fate.later("the mail server cannot be reached");
            }
        }
        if (String.valueOf(e.getMessage()).contains("STARTTLS")) {
            return Fate.never("the mail server offers no STARTTLS: nothing was sent unprotected");
        }
        return Fate.later("the mail server ended the connection");
    }

    /** A mail that keeps the name it was given. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
