# Applied by ../terraform.test.ts: revision 1, then revision 2, which changes every attribute that can be changed in place.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  description = "Where Gatehouse listens."
  type        = string
}

variable "revision" {
  description = "1 or 2."
  type        = number
  default     = 1
}

locals {
  first = var.revision == 1
}

provider "aws" {
  region     = "eu-west-1"
  access_key = "test"
  secret_key = "test"

  endpoints {
    apigateway = var.endpoint
    iam        = var.endpoint
    lambda     = var.endpoint
    logs       = var.endpoint
    sts        = var.endpoint
  }
}

data "aws_caller_identity" "me" {}
