package io.nightshift.core.store;

import io.nightshift.core.journal.RunStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A store that is waited for: a call that cannot be answered, because the disk is full or the database gone, is made again until it
 * can, and counts once. Whoever calls waits meanwhile; so nothing begins without a durable intent, and what a step came to is kept.
 */
public final class PatientStore implements InvocationHandler {
    private final RunStore store;
    private final StoreWaiting waiting;
    /** Notes of each host that no later call has shown to be durable. */
    private final ConcurrentMap<NoteTable.Notebook, List<Map.Entry<String, String>>> unconfirmed =
            new ConcurrentHashMap<>();

    private PatientStore(RunStore store, StoreWaiting waiting) {
        this.store = store;
        this.waiting = waiting;
    }

    public static RunStore over(RunStore store, StoreWaiting waiting) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, new PatientStore(store, waiting));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String call = method.getName();
        @Nullable Object[] with = arguments == null ? new Object[0] : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return switch (call) {
                case "equals" -> proxy == with[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "a patient store";
            };
        }
        if (call.equals("close") || call.equals("shortage")) {
            return once(method, with);
        }
        NoteTable.Notebook notebook = CallsOfHosts.notebook(call, with);
        if (notebook == null) {
            return patiently(method, with, call.equals("end") ? ofRun(String.valueOf(with[0])) : List.of());
        }
        List<Map.Entry<String, String>> notes = unconfirmed.computeIfAbsent(notebook, n -> new ArrayList<>());
        synchronized (notes) {
            if (call.equals("note")) {
                notes.add(Map.entry(String.valueOf(with[2]), String.valueOf(with[3])));
                return patiently(method, with, List.of(notebook));
            }
            Object answer = patiently(method, with, List.of(notebook));
            notes.clear();
            return answer;
        }
    }

    private List<NoteTable.Notebook> ofRun(String run) {
        return unconfirmed.keySet().stream()
                .filter(notebook -> notebook.run().equals(run))
                .toList();
    }

    private @Nullable Object patiently(Method method, @Nullable Object[] with, List<NoteTable.Notebook> notebooks)
            throws Throwable {
        boolean again = false;
        while (true) {
            try {
                Object answer = again ? again(method, with, notebooks) : once(method, with);
                if (again) {
                    waiting.answered();
                }
                return answer;
            } catch (UnavailableException e) {
                waiting.await(e);
                again = true;
            } catch (Throwable e) {
                if (again) {
                    waiting.answered();
                }
                throw e;
            }
        }
    }

    private @Nullable Object again(Method method, @Nullable Object[] with, List<NoteTable.Notebook> notebooks)
            throws Throwable {
        for (NoteTable.Notebook notebook : notebooks) {
            sendAgain(notebook);
        }
        String call = method.getName();
        if (call.equals("note") || Repeats.isSaved(store, call, with)) {
            return null;
        }
        try {
            return once(method, with);
        } catch (UnavailableException e) {
            throw e;
        } catch (StoreException e) {
            if (Repeats.isSaved(store, call, with)) {
                return null; // the first try came through after all, behind our back
            }
            throw e;
        }
    }

    /** Notes that were lost on their way, before what they led to. */
    private void sendAgain(NoteTable.Notebook notebook) {
        List<Map.Entry<String, String>> notes = unconfirmed.getOrDefault(notebook, List.of());
        int saved = Repeats.savedOf(notes, store.notes(notebook.run(), notebook.host()));
        for (Map.Entry<String, String> note : notes.subList(saved, notes.size())) {
            store.note(notebook.run(), notebook.host(), note.getKey(), note.getValue());
        }
        if (saved < notes.size()) {
            store.notes(notebook.run(), notebook.host()); // returns when they are durable
        }
    }

    private @Nullable Object once(Method method, @Nullable Object[] with) throws Throwable {
        try {
            return method.invoke(store, with);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
