"""The same attack by each library: l-infinity in [0, 1], perturbed pictures from pictures and labels."""

import art.attacks.evasion
import art.estimators.classification
import foolbox
import numpy as np
import torch
import torchattacks


def foolbox_attack(model, name, epsilon, step, steps, draws):
    attack = {
        "pgd": lambda: foolbox.attacks.LinfPGD(abs_stepsize=step, steps=steps, random_start=True),
        "fgsm": lambda: foolbox.attacks.FGSM(),
        "noise": lambda: foolbox.attacks.LinfRepeatedAdditiveUniformNoiseAttack(repeats=draws, check_trivial=False),
    }[name]()
    wrapped = foolbox.PyTorchModel(model, bounds=(0, 1), device="cpu")

    def run(pictures, labels):
        # Judges its result itself, with one more pass.
        _, changed, broken = attack(wrapped, pictures, labels, epsilons=epsilon)
        return changed, ~broken

    return run


def torchattacks_attack(model, name, epsilon, step, steps, draws):
    attack = {
        "pgd": lambda: torchattacks.PGD(model, eps=epsilon, alpha=step, steps=steps, random_start=True),
        "fgsm": lambda: torchattacks.FGSM(model, eps=epsilon),
    }[name]()

    def run(pictures, labels):
        changed = attack(pictures, labels)
        return changed, holds(model, changed, labels)

    return run


def art_attack(model, name, epsilon, step, steps, draws, batch):
    classifier = art.estimators.classification.PyTorchClassifier(
        model,
        loss=torch.nn.CrossEntropyLoss(),
        input_shape=(4, 32, 32),
        nb_classes=model.head.out_features,
        clip_values=(0, 1),
        device_type="cpu",
    )
    attack = {
        "pgd": lambda: art.attacks.evasion.ProjectedGradientDescent(
            classifier,
            norm=np.inf,
            eps=epsilon,
            eps_step=step,
            max_iter=steps,
            num_random_init=1,
            batch_size=batch,
            verbose=False,
        ),
        "fgsm": lambda: art.attacks.evasion.FastGradientMethod(
            classifier, norm=np.inf, eps=epsilon, batch_size=batch
        ),
    }[name]()

    def run(pictures, labels):
        changed = torch.from_numpy(attack.generate(pictures.numpy(), labels.numpy()))
        return changed, holds(model, changed, labels)

    return run


def pytorch_attack(model, name, epsilon, step, steps, draws):
    """No library: what a person would write. For queries only, which torchattacks and ART have no plain attack of."""
    assert name == "noise"

    def run(pictures, labels):
        held = torch.ones(len(labels), dtype=torch.bool)
        changed = pictures
        for _ in range(draws):
            changed = (pictures + epsilon * (2 * torch.rand_like(pictures) - 1)).clamp(0, 1)
            held &= holds(model, changed, labels)
        return changed, held

    return run


def holds(model, pictures, labels):
    with torch.no_grad():
        return model(pictures).argmax(1) == labels


def attack_of(library, model, name, epsilon, step, steps, draws, batch):
    match library:
        case "Foolbox":
            return foolbox_attack(model, name, epsilon, step, steps, draws)
        case "torchattacks":
            return torchattacks_attack(model, name, epsilon, step, steps, draws)
        case "ART":
            return art_attack(model, name, epsilon, step, steps, draws, batch)
        case "PyTorch":
            return pytorch_attack(model, name, epsilon, step, steps, draws)
    raise ValueError(f"No library {library}.")
