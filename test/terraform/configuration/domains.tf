resource "aws_api_gateway_domain_name" "shop" {
  domain_name              = "shop.example.com"
  regional_certificate_arn = "arn:aws:acm:eu-west-1:000000000000:certificate/${local.first ? "11111111-1111-4111-8111-111111111111" : "22222222-2222-4222-8222-222222222222"}"
  security_policy          = local.first ? "TLS_1_2" : "TLS_1_0"
  tags                     = local.first ? { of = "shop" } : { of = "shop", revision = "two" }

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_domain_name" "edge" {
  domain_name     = "edge.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:000000000000:certificate/${local.first ? "33333333" : "55555555"}-3333-4333-8333-333333333333"
}

resource "aws_api_gateway_domain_name" "mutual" {
  domain_name                            = "mutual.example.com"
  regional_certificate_arn               = "arn:aws:acm:eu-west-1:000000000000:certificate/66666666-6666-4666-8666-666666666666"
  ownership_verification_certificate_arn = "arn:aws:acm:eu-west-1:000000000000:certificate/77777777-7777-4777-8777-777777777777"
  security_policy                        = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  mutual_tls_authentication {
    truststore_uri     = local.first ? "s3://trust/one.pem" : "s3://trust/two.pem"
    truststore_version = local.first ? "v1" : "v2"
  }
}

resource "aws_api_gateway_domain_name" "private" {
  domain_name     = "private.example.com"
  certificate_arn = "arn:aws:acm:eu-west-1:000000000000:certificate/44444444-4444-4444-8444-444444444444"

  endpoint_configuration {
    types = ["PRIVATE"]
  }

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = [local.first ? "execute-api:/*" : "execute-api:/live/*"] }]
  })
}

resource "aws_api_gateway_domain_name_access_association" "private" {
  access_association_source      = "vpce-1234abcd"
  access_association_source_type = "VPCE"
  domain_name_arn                = aws_api_gateway_domain_name.private.arn
  tags                           = { of = "private" }
}

resource "aws_api_gateway_base_path_mapping" "root" {
  api_id      = aws_api_gateway_rest_api.shop.id
  stage_name  = local.first ? aws_api_gateway_stage.live.stage_name : aws_api_gateway_stage.plain.stage_name
  domain_name = aws_api_gateway_domain_name.shop.domain_name
}

resource "aws_api_gateway_base_path_mapping" "shop" {
  api_id      = local.first ? aws_api_gateway_rest_api.shop.id : aws_api_gateway_rest_api.imported.id
  domain_name = aws_api_gateway_domain_name.shop.domain_name
  base_path   = local.first ? "shop" : "market"
}
